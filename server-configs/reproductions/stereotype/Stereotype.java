import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.example.mark.Marked;

/** Whether a class is a bean that only a stereotype marks, which comes with a jar that has an extension and no beans.xml. */
@WebServlet("/index")
public class Stereotype extends HttpServlet {
    @Marked
    public static class Candidate {}

    @Inject
    Instance<Candidate> candidates;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().println(candidates.isUnsatisfied() ? "no bean" : "a bean");
    }
}
