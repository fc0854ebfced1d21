package org.enfilade.it;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** Where the container decides who may come in. */
@Stateless
public class SecuredOffice {
    /** For admins. */
    @RolesAllowed("admin")
    public void forAdmins() {}

    /** For users. */
    @RolesAllowed("user")
    public void forUsers() {}
}
