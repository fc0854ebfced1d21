package org.enfilade.it.payara;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs in Payara, since Payara Micro has no administration port: PUT deploys the WAR or EAR that is the body, DELETE
 * undeploys it, GET tells that the server is there. By reflection, so that the tests compile without Payara.
 */
@WebServlet("/*")
public class DeployerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("ready");
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getPathInfo().substring(1);
        Path directory = Files.createTempDirectory("deployer");
        boolean ear = name.endsWith(".ear"); // its WARs have context roots of their own
        Path archive = directory.resolve(ear ? name : name + ".war");
        try {
            Files.copy(request.getInputStream(), archive);
            if (ear) {
                run(response, "deploy", "--name=" + name, archive.toString());
            } else {
                run(response, "deploy", "--name=" + name, "--contextroot=" + name, archive.toString());
            }
        } finally {
            Files.deleteIfExists(archive);
            Files.deleteIfExists(directory);
        }
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        run(response, "undeploy", request.getPathInfo().substring(1));
    }

    private static void run(HttpServletResponse response, String command, String... arguments) throws IOException {
        try {
            Object habitat = Class.forName("org.glassfish.internal.api.Globals")
                    .getMethod("getDefaultHabitat")
                    .invoke(null);
            Class<?> type = Class.forName("org.glassfish.embeddable.CommandRunner");
            Object runner = habitat.getClass()
                    .getMethod("getService", Class.class, Annotation[].class)
                    .invoke(habitat, type, new Annotation[0]);
            Object result =
                    type.getMethod("run", String.class, String[].class).invoke(runner, command, (Object) arguments);
            Class<?> results = Class.forName("org.glassfish.embeddable.CommandResult");
            boolean well = "SUCCESS"
                    .equals(results.getMethod("getExitStatus").invoke(result).toString());
            response.setStatus(well ? HttpServletResponse.SC_OK : HttpServletResponse.SC_CONFLICT);
            response.getWriter().print(results.getMethod("getOutput").invoke(result));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Payara is not the one that this was written for", e);
        }
    }
}
