package org.enfilade.it;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Field;

/** Leaves the mark on Payara's request objects that an earlier use may have left there. */
@WebListener
public class MarkedRequests implements ServletRequestListener {
    static final String MARKED = "marked=true";

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        HttpServletRequest request = (HttpServletRequest) event.getServletRequest();
        if (String.valueOf(request.getQueryString()).contains(MARKED)) {
            mark(request);
        }
    }

    private static void mark(HttpServletRequest facade) {
        try {
            Object request =
                    facade.getClass().getMethod("getUnwrappedCoyoteRequest").invoke(facade);
            Class<?> type = request.getClass();
            while (!type.getName().equals("org.apache.catalina.connector.Request")) {
                type = type.getSuperclass();
            }
            Field served = type.getDeclaredField("afterService");
            served.setAccessible(true);
            served.setBoolean(request, true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
