package org.enfilade.it;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * WARs of {@link SecurityApplication} with a login of the container. Each server reads its own descriptor and leaves
 * the other.
 */
final class SecurityDeployments {
    private static final String ROLES = """
            <security-role><role-name>admin</role-name></security-role>
            <security-role><role-name>user</role-name></security-role>
            """;

    private SecurityDeployments() {}

    /** Everything is for those who are logged in, by the header of each request. */
    static WebArchive basic(String name) {
        return war(name, "/*", "<login-config><auth-method>BASIC</auth-method></login-config>");
    }

    /** Nothing but {@code /login/} is; who has been there is known by the session. */
    static WebArchive form(String name) {
        return form(name, "/login/*");
    }

    /** Everything is, the server's path too. */
    static WebArchive formEverywhere(String name) {
        return form(name, "/*");
    }

    private static WebArchive form(String name, String guarded) {
        return war(name, guarded, """
                <login-config>
                    <auth-method>FORM</auth-method>
                    <form-login-config>
                        <form-login-page>/form</form-login-page>
                        <form-error-page>/form</form-error-page>
                    </form-login-config>
                </login-config>
                """);
    }

    private static WebArchive war(String name, String guarded, String login) {
        return Deployments.war(name, SecurityApplication.class, SecuredOffice.class)
                .addAsWebInfResource(new StringAsset("""
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                    <security-constraint>
                        <web-resource-collection>
                            <web-resource-name>guarded</web-resource-name>
                            <url-pattern>%s</url-pattern>
                        </web-resource-collection>
                        <auth-constraint><role-name>admin</role-name><role-name>user</role-name></auth-constraint>
                    </security-constraint>
                    %s%s
                </web-app>
                """.formatted(guarded, login, ROLES)), "web.xml")
                // Payara: roles are groups
                .addAsWebInfResource(new StringAsset("""
                <!DOCTYPE glassfish-web-app PUBLIC "-//GlassFish.org//DTD GlassFish Application Server 3.1 Servlet 3.0//EN" "http://glassfish.org/dtds/glassfish-web-app_3_0-1.dtd">
                <glassfish-web-app>
                    <security-role-mapping><role-name>admin</role-name><group-name>admin</group-name></security-role-mapping>
                    <security-role-mapping><role-name>user</role-name><group-name>user</group-name></security-role-mapping>
                </glassfish-web-app>
                """), "glassfish-web.xml");
    }
}
