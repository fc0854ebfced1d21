package org.enfilade.internal.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import javax.xml.stream.XMLStreamException;
import org.enfilade.internal.cdi.Packaging;
import org.enfilade.internal.log.Log;

/**
 * Says that nobody will start the server, where only CDI knows of it: no initializer and no listener of a jar is called
 * that the {@code <absolute-ordering>} of a {@code web.xml} leaves out, nor on Open Liberty one of the lib of an EAR.
 */
public final class OverlookedJar implements Extension {
    private boolean said; // one thread at a time, as the container starts

    /** For the container. */
    public OverlookedJar() {}

    // Payara and GlassFish tell no extension of a servlet context.
    void validated(@Observes AfterDeploymentValidation event) {
        CodeSource source = OverlookedJar.class.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            String jar = source.getLocation().toString();
            check(beside(jar), jar);
        }
    }

    void started(@Observes @Initialized(ApplicationScoped.class) Object context) {
        if (context instanceof ServletContext web && !Whereabouts.wasFound(web)) {
            check(WebDescriptor.of(web), "the web application at " + web.getContextPath());
        }
    }

    private void check(WebDescriptor descriptor, String place) {
        if (descriptor.ordered() && !descriptor.startsUs() && !said) {
            said = true;
            Log.error(Packaging.leftOut(place));
        }
    }

    /** That of the WAR that the jar is in. */
    static WebDescriptor beside(String jar) {
        int lib = jar.lastIndexOf("/WEB-INF/lib/");
        if (lib < 0) {
            return WebDescriptor.NONE;
        }
        try (InputStream file = new URL(jar.substring(0, lib) + "/WEB-INF/web.xml").openStream()) {
            return WebDescriptor.read(file);
        } catch (IOException | XMLStreamException | RuntimeException e) {
            Log.debug("There is no web.xml beside " + jar, e);
            return WebDescriptor.NONE;
        }
    }
}
