package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebDescriptorTest {
    private static final String LISTENER =
            "<listener><listener-class> org.enfilade.internal.web.WebStart </listener-class></listener>";

    private static WebDescriptor read(String attributes, String content) throws Exception {
        return WebDescriptor.read(new ByteArrayInputStream(xml(attributes, content)));
    }

    private static byte[] xml(String attributes, String content) {
        return ("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\"" + attributes + ">" + content + "</web-app>")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void plainDescriptor_keepsNobodyOut() throws Exception {
        assertThat(read("", "<listener><listener-class>shop.Start</listener-class></listener>"))
                .isEqualTo(WebDescriptor.NONE);
    }

    @Test
    void completeDescriptor_isKnown() throws Exception {
        assertThat(read(" metadata-complete=\"true\"", "").complete()).isTrue();
        assertThat(read(" metadata-complete=\"false\"", "").complete()).isFalse();
    }

    @Test
    void ordering_leavesOthersOut_unlessItNamesThem() throws Exception {
        assertThat(read("", "<absolute-ordering><name>a</name></absolute-ordering>")
                        .ordered())
                .isTrue();
        assertThat(read("", "<absolute-ordering><name>a</name><others/></absolute-ordering>")
                        .ordered())
                .isFalse();
    }

    @Test
    void ownListener_isKnown() throws Exception {
        assertThat(read(" metadata-complete=\"true\"", LISTENER).startsUs()).isTrue();
    }

    @Test
    void entities_areNotFollowed(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "org.enfilade.internal.web.WebStart");
        String text = "<!DOCTYPE web-app [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><web-app><listener-class>&e;"
                + "</listener-class></web-app>";
        var file = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));

        boolean started;
        try {
            started = WebDescriptor.read(file).startsUs();
        } catch (XMLStreamException refused) {
            started = false;
        }

        assertThat(started).isFalse();
    }

    @Test
    void brokenDescriptor_isAnError() {
        assertThatThrownBy(() -> read("", "<listener>")).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void descriptor_isFoundBesideTheJar(@TempDir Path war) throws Exception {
        Files.createDirectories(war.resolve("WEB-INF/lib"));
        Files.write(war.resolve("WEB-INF/web.xml"), xml("", "<absolute-ordering/>"));
        String jar = war.resolve("WEB-INF/lib/enfilade.jar").toUri().toString();

        assertThat(OverlookedJar.beside(jar).ordered()).isTrue();
        assertThat(OverlookedJar.beside(jar + "/").ordered()).isTrue();
        assertThat(OverlookedJar.beside("file:/ear/lib/enfilade.jar")).isEqualTo(WebDescriptor.NONE);
        assertThat(OverlookedJar.beside("file:/nowhere/WEB-INF/lib/enfilade.jar"))
                .isEqualTo(WebDescriptor.NONE);
    }
}
