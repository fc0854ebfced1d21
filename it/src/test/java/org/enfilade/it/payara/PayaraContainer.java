package org.enfilade.it.payara;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** One Payara on 127.0.0.1 for all tests of a run, with a {@link DeployerServlet} that takes the WARs. */
public final class PayaraContainer implements DeployableContainer<PayaraConfiguration> {
    private static final String HOST = "127.0.0.1";
    private static final String DEPLOYER = "deployer";
    /** The context root of an application that is given at the start and has a mistake. */
    public static final String MISTAKEN = "mistaken-at-start";

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final int STOP_SECONDS = 30;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private PayaraConfiguration configuration;
    private Process server;

    /** For Arquillian. */
    public PayaraContainer() {}

    @Override
    public Class<PayaraConfiguration> getConfigurationClass() {
        return PayaraConfiguration.class;
    }

    @Override
    public void setup(PayaraConfiguration given) {
        configuration = given;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 6.0");
    }

    // --- the server

    @Override
    public void start() throws LifecycleException {
        try {
            Path home = configuration.home();
            deleteAll(home);
            Path given = Files.createDirectories(home.resolve("given"));
            Path war = given.resolve(DEPLOYER + ".war");
            ShrinkWrap.create(WebArchive.class, DEPLOYER + ".war")
                    .addClass(DeployerServlet.class)
                    .as(ZipExporter.class)
                    .exportTo(war.toFile());
            server = launch(home, war, mistaken(given));
            Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
            awaitReady();
        } catch (IOException e) {
            throw new LifecycleException("Payara cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LifecycleException("Interrupted", e);
        }
    }

    /** An application that cannot be served: Payara Micro is to start nevertheless. */
    private static Path mistaken(Path given) {
        Path war = given.resolve(MISTAKEN + ".war");
        ShrinkWrap.create(WebArchive.class, MISTAKEN + ".war")
                .addClass("org.enfilade.it.HomelessHandler")
                .addAsLibrary(new File(System.getProperty("enfilade.jar")), "enfilade.jar")
                .as(ZipExporter.class)
                .exportTo(war.toFile());
        return war;
    }

    private Process launch(Path home, Path deployer, Path mistaken) throws IOException {
        Path script = configuration.launchScript();
        ProcessBuilder launch = new ProcessBuilder(
                "bash",
                "-euc",
                ". \"$root/server-configs/servers.sh\"; . \"$0\"; launch \"$@\"",
                script.toString(),
                deployer.toString(),
                Integer.toString(configuration.port()),
                home.toString(),
                DEPLOYER);
        Path servers = script.getParent().getParent();
        launch.environment().put("root", servers.getParent().toString());
        launch.environment().put("SERVE_JAVA_OPTS", "-Dit.directory=" + home);
        launch.environment().put("PAYARA_OPTIONS", "--deploy " + mistaken);
        return launch.redirectErrorStream(true).redirectOutput(log(home)).start();
    }

    private static File log(Path home) {
        return home.resolve("console.log").toFile();
    }

    private static void deleteAll(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void awaitReady() throws LifecycleException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(configuration.startSeconds());
        while (!isReady()) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                kill();
                throw new LifecycleException("Payara has not started; see " + log(configuration.home()));
            }
            Thread.sleep(GLANCE.toMillis());
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(deployer("")).build();
            return http.send(request, BodyHandlers.ofString()).body().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void stop() throws LifecycleException {
        // Payara Server is a child of the command that has started it.
        server.descendants().forEach(ProcessHandle::destroy);
        server.destroy();
        try {
            if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new LifecycleException("Payara has not stopped within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }

    private void kill() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
    }

    // --- applications

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String name = name(archive);
        byte[] war;
        try (var stream = archive.as(ZipExporter.class).exportAsInputStream()) {
            war = stream.readAllBytes();
        } catch (IOException e) {
            throw new DeploymentException("The archive cannot be read", e);
        }
        ask(name, "PUT", BodyPublishers.ofByteArray(war));
        // Two names for the same: where the application is, and the servlet that runs a test in the container.
        HTTPContext context = new HTTPContext(HOST, configuration.port())
                .add(new Servlet("default", name))
                .add(new Servlet("ArquillianServletRunnerEE9", name));
        return new ProtocolMetaData().addContext(context);
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        ask(name(archive), "DELETE", BodyPublishers.noBody());
    }

    private void ask(String name, String method, BodyPublisher body) throws DeploymentException {
        HttpRequest request =
                HttpRequest.newBuilder(deployer(name)).method(method, body).build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new DeploymentException(answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new DeploymentException("Payara does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeploymentException("Interrupted", e);
        }
    }

    private URI deployer(String name) {
        return URI.create("http://" + HOST + ":" + configuration.port() + "/" + DEPLOYER + "/" + name);
    }

    private static String name(Archive<?> archive) {
        String name = archive.getName();
        return name.endsWith(".war") ? name.substring(0, name.length() - ".war".length()) : name;
    }
}
