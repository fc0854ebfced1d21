import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.FormAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.LoginToContinue;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Somebody logs in by a form. Then 800 requests, 16 at once, every other one in that session and the rest nobody's, are asked whether they are in the role that the
 * identity store has given.
 */
@WebServlet("/index")
public class Roles extends HttpServlet {
    @ApplicationScoped
    @FormAuthenticationMechanismDefinition(
            loginToContinue = @LoginToContinue(loginPage = "/form", errorPage = "/form", useForwardToLogin = true))
    @DeclareRoles("user")
    public static class Store implements IdentityStore {
        public CredentialValidationResult validate(UsernamePasswordCredential credential) {
            return credential.compareTo("ann", "secret")
                    ? new CredentialValidationResult("ann", Set.of("user"))
                    : CredentialValidationResult.INVALID_RESULT;
        }
    }

    @WebServlet("/form")
    public static class Form extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("please log in");
        }
    }

    @WebServlet("/inside")
    @ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
    public static class Inside extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("inside");
        }
    }

    @WebServlet("/ask")
    public static class Ask extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            response.getWriter().print(answer(request, response));
        }

        private static String answer(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            if (request.getUserPrincipal() == null) {
                return "nobody";
            }
            if (request.isUserInRole("user")) {
                return "in the role";
            }
            return "not in the role, and asked again " + (request.isUserInRole("user") ? "in it" : "not in it");
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String root = "http://127.0.0.1:" + request.getLocalPort() + request.getContextPath();
        HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        try {
            get(client, root + "/inside");
            String inside = client.send(
                            HttpRequest.newBuilder(URI.create(root + "/j_security_check"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString("j_username=ann&j_password=secret"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            response.getWriter().println("after the login: " + inside);
            ExecutorService pool = Executors.newFixedThreadPool(16);
            HttpClient nobody = HttpClient.newHttpClient();
            for (int i = 0; i < 400; i++) {
                pool.execute(() -> answers.merge(ask(nobody, root + "/ask"), 1, Integer::sum));
                pool.execute(() -> answers.merge(ask(client, root + "/ask"), 1, Integer::sum));
            }
            pool.shutdown();
            pool.awaitTermination(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        new TreeMap<>(answers).forEach((answer, count) -> print(response, count + " " + answer));
    }

    private static void print(HttpServletResponse response, String line) {
        try {
            response.getWriter().println(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(HttpClient client, String uri) {
        try {
            return get(client, uri);
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    private static String get(HttpClient client, String uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                .body();
    }
}
