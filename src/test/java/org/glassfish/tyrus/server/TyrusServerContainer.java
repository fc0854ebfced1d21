package org.glassfish.tyrus.server;

import java.util.HashSet;
import java.util.Set;

/**
 * Has the name of the container of Tyrus, of which nothing but its SPI is on the class path of these tests, and the
 * field that is read of it.
 */
public class TyrusServerContainer {
    /** Private in the real one. */
    public final Set<Class<?>> classes = new HashSet<>();
}
