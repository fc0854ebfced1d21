package org.enfilade.sample;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The login is the application server's own: who gets here has the role, and takes away a token for the namespace. */
@WebServlet("/admin-token")
@ServletSecurity(@HttpConstraint(rolesAllowed = "admin"))
public class AdminLogin extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient AdminTokens tokens;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(tokens.issue(request.getUserPrincipal().getName()));
    }
}
