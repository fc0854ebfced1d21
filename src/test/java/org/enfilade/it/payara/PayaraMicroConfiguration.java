package org.enfilade.it.payara;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** The properties of the container {@code payara} in {@code arquillian.xml}. Arguments are separated by white space. */
public final class PayaraMicroConfiguration implements ContainerConfiguration {
    private String microJar;
    private String directory;
    private int httpPort;
    private String javaVmArguments = "";
    private String microArguments = "";
    private int startupTimeoutInSeconds = 120;

    /** For Arquillian. */
    public PayaraMicroConfiguration() {}

    @Override
    public void validate() {
        if (microJar == null || !Files.isRegularFile(Path.of(microJar))) {
            throw new ConfigurationException(
                    "There is no Payara Micro at " + microJar + "; build server-configs/payara first");
        }
        if (directory == null || httpPort == 0) {
            throw new ConfigurationException("directory and httpPort have to be given");
        }
    }

    Path jar() {
        return Path.of(microJar);
    }

    /** What the server writes; deleted at its start. */
    Path home() {
        return Path.of(directory).toAbsolutePath();
    }

    int port() {
        return httpPort;
    }

    List<String> forJava() {
        return words(javaVmArguments);
    }

    List<String> forMicro() {
        return words(microArguments);
    }

    int startSeconds() {
        return startupTimeoutInSeconds;
    }

    private static List<String> words(String arguments) {
        return Stream.of(arguments.trim().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    // --- set by Arquillian

    public void setMicroJar(String microJar) {
        this.microJar = microJar;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public void setHttpPort(int httpPort) {
        this.httpPort = httpPort;
    }

    public void setJavaVmArguments(String javaVmArguments) {
        this.javaVmArguments = javaVmArguments;
    }

    public void setMicroArguments(String microArguments) {
        this.microArguments = microArguments;
    }

    public void setStartupTimeoutInSeconds(int startupTimeoutInSeconds) {
        this.startupTimeoutInSeconds = startupTimeoutInSeconds;
    }
}
