package org.enfilade.it;

import java.io.File;
import java.net.URI;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WARs of the integration tests. */
final class Deployments {

    private Deployments() {}

    /**
     * A WAR with the given classes, and the classes nested in them, in WEB-INF/classes and the library's real jar in
     * WEB-INF/lib.
     */
    static WebArchive war(String name, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addClasses(classes)
                .addAsLibrary(new File(System.getProperty("enfilade.jar")), "enfilade.jar");
    }

    /** As {@link #war}, with what a test that runs in the container needs there: AssertJ. */
    static WebArchive testableWar(String name, Class<?>... classes) {
        URI assertj = URI.create(Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        return war(name, classes).addAsLibrary(new File(assertj), "assertj.jar");
    }

    /** Leaves the frames of WebSockets to the server. */
    static WebArchive standardWire(WebArchive war) {
        return war.addAsResource(new StringAsset("enfilade.fastWire=false"), "META-INF/enfilade.properties");
    }

    /** Moves the WAR to the servlet container whose WebSocket messages arrive on the thread that has read them. */
    static WebArchive inline(WebArchive war) {
        return war.addAsWebInfResource(
                new StringAsset("<jboss-web><servlet-container>inline</servlet-container></jboss-web>"),
                "jboss-web.xml");
    }
}
