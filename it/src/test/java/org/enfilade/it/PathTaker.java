package org.enfilade.it;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/** For {@link PackagingIT}: a servlet at Enfilade's own path. */
@WebServlet(name = "taker", urlPatterns = "/socket.io/*")
public class PathTaker extends HttpServlet {
    private static final long serialVersionUID = 1L;
}
