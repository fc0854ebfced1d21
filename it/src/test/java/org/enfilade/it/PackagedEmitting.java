package org.enfilade.it;

import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** For {@link PackagingIT}: in a WAR, calls the EJB of another module. */
@WebServlet("/emit")
public class PackagedEmitting extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @EJB
    private transient PackagedEmitter emitter;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        emitter.emit();
    }
}
