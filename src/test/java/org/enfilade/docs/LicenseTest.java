package org.enfilade.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.enfilade.SocketIO;
import org.junit.jupiter.api.Test;

class LicenseTest {
    @Test
    void jar_hasTheLicense() throws Exception {
        Path classes = Path.of(SocketIO.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(classes.resolve("META-INF/LICENSE")).hasSameTextualContentAs(Path.of("..", "LICENSE"));
    }
}
