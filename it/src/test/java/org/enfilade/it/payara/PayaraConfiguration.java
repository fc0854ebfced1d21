package org.enfilade.it.payara;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** The properties of the container {@code payara} in {@code arquillian.xml}. */
public final class PayaraConfiguration implements ContainerConfiguration {
    private String launcher;
    private String directory;
    private int httpPort;
    private int startupTimeoutInSeconds = 300;

    /** For Arquillian. */
    public PayaraConfiguration() {}

    @Override
    public void validate() {
        if (launcher == null || !Files.isRegularFile(Path.of(launcher))) {
            throw new ConfigurationException("There is no " + launcher);
        }
        if (directory == null || httpPort == 0) {
            throw new ConfigurationException("directory and httpPort have to be given");
        }
    }

    /** The script that knows how to start the server. */
    Path launchScript() {
        return Path.of(launcher).toAbsolutePath().normalize();
    }

    /** What the server writes; deleted at its start. */
    Path home() {
        return Path.of(directory).toAbsolutePath();
    }

    int port() {
        return httpPort;
    }

    int startSeconds() {
        return startupTimeoutInSeconds;
    }

    // --- set by Arquillian

    public void setLauncher(String launcher) {
        this.launcher = launcher;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public void setHttpPort(int httpPort) {
        this.httpPort = httpPort;
    }

    public void setStartupTimeoutInSeconds(int startupTimeoutInSeconds) {
        this.startupTimeoutInSeconds = startupTimeoutInSeconds;
    }
}
