package org.enfilade.internal.web.catalina;

/** Who has logged in to an HTTP session, as the server keeps it there. */
public interface KeptCaller {
    boolean isInRole(String role);

    /** Makes it the caller of this thread, as far as the server has lost something of it. */
    void becomeCurrent();
}
