package org.enfilade.internal.web;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import javax.naming.NamingException;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cluster.Introduction;

/**
 * What an application is called in a cluster: the same on all nodes, and for a newer version. Two WARs at one path are
 * told apart by what they are, one WAR in two virtual hosts by the host.
 *
 * @param name of the option, or of the WAR
 * @param place where the WAR is: virtual host and path; an empty text if the option says the whole name
 */
record ClusterIdentity(String name, String place) {
    private static final String MAVEN = "/META-INF/maven/";
    private static final String MODULE = "java:module/ModuleName";
    private static final int DESCRIPTOR_BYTES = 64 << 10;
    private static final String APPLICATION = "java:app/AppName";

    /** {@code shop##2} (WildFly, Tomcat), {@code shop:2} (Payara, GlassFish), {@code shop-1.0-SNAPSHOT} (Maven). */
    private static final Pattern VERSION = Pattern.compile("(##|:|-\\d).*$");

    static ClusterIdentity of(ServletContext context, ContainerNames names, ServerOptions options) {
        return options.clusterName()
                .map(name -> new ClusterIdentity(name, ""))
                .orElseGet(() -> unnamed(context, names, options));
    }

    private static ClusterIdentity unnamed(ServletContext context, ContainerNames names, ServerOptions options) {
        if (Whereabouts.isWildFly(context) && !Whereabouts.isInWar()) {
            return ofEar(names, options);
        }
        String name = coordinates(context).or(() -> name(names, MODULE)).orElse("");
        return new ClusterIdentity(name, host(context) + context.getContextPath() + options.path());
    }

    /** What tells an application from others that have the same identity, be it by the option or by chance. */
    /**
     * The name for all WARs of an EAR that has the jar in its lib. On WildFly they are one server, and start at the
     * same time: which one is the first differs from node to node.
     */
    static ClusterIdentity ofEar(ContainerNames names, ServerOptions options) {
        return new ClusterIdentity(name(names, APPLICATION).orElse(""), options.path());
    }

    static Introduction introduction(
            ServletContext context, ContainerNames names, ServerOptions options, List<String> classes) {
        return new Introduction(
                unnamed(context, names, options).toString(),
                coordinates(context).isPresent() ? List.of() : classes);
    }

    /** Where Maven has built the WAR it says what it is; empty if it says nothing, or several things. */
    private static Optional<String> coordinates(ServletContext context) {
        return only(context, MAVEN)
                .flatMap(group -> only(context, group))
                .flatMap(artifact -> coordinates(context, artifact + "pom.properties"));
    }

    private static Optional<String> only(ServletContext context, String directory) {
        Set<String> paths = context.getResourcePaths(directory);
        return paths == null || paths.size() != 1
                ? Optional.empty()
                : Optional.of(directory(paths.iterator().next()));
    }

    private static String directory(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    private static Optional<String> coordinates(ServletContext context, String path) {
        try (InputStream file = context.getResourceAsStream(path)) {
            if (file == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(new ByteArrayInputStream(file.readNBytes(DESCRIPTOR_BYTES)));
            String group = properties.getProperty("groupId", "");
            String artifact = properties.getProperty("artifactId", "");
            return group.isEmpty() || artifact.isEmpty() ? Optional.empty() : Optional.of(group + ":" + artifact);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(ContainerNames names, String key) {
        try {
            return Optional.of(withoutVersion(String.valueOf(names.lookUp(key))));
        } catch (NamingException | RuntimeException unnamed) {
            return Optional.empty();
        }
    }

    private static String withoutVersion(String module) {
        String name = VERSION.matcher(module).replaceFirst("");
        return name.isEmpty() ? module : name;
    }

    /** The virtual host that an application is in; an empty text if the server cannot tell. */
    static String host(ServletContext context) {
        try {
            String host = context.getVirtualServerName();
            return host == null ? "" : host;
        } catch (UnsupportedOperationException unknown) {
            return "";
        }
    }

    @Override
    public String toString() {
        return place.isEmpty() ? name : name + " at " + place;
    }
}
