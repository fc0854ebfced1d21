import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Whether the names that Jakarta EE gives its default executors are bound when an application starts. */
@WebServlet("/index")
public class DefaultExecutors extends HttpServlet {
    static final List<String> FOUND = new ArrayList<>();

    @WebListener
    public static class Start implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            for (String name : new String[] {"DefaultManagedScheduledExecutorService", "DefaultManagedThreadFactory"}) {
                try {
                    Object found = new InitialContext().lookup("java:comp/" + name);
                    FOUND.add(name + " is a " + found.getClass().getName());
                } catch (NamingException e) {
                    FOUND.add(name + ": " + e);
                }
            }
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (String line : FOUND) {
            response.getWriter().println(line);
        }
    }
}
