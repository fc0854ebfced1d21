package org.enfilade.internal.web.catalina;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.enfilade.internal.log.Log;

/**
 * What Grizzly (4.0) says of connections that are closed is made once, with an exception each. An exception keeps the
 * classes of all methods on the stack where it was made: the application whose connection is the first that the server
 * has to close itself would stay in memory until the server ends. So they are made where none of its classes is.
 */
final class CloseReasons {
    private CloseReasons() {}

    /** Has them made, if they have not been; may wait for a moment. */
    static void prepare(ClassLoader grizzly) {
        // Java makes the class of a proxy for an interface of its own there.
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(grizzly);
        try {
            Class<?> type = Class.forName("org.glassfish.grizzly.CloseReason", false, grizzly);
            // A task of ours would be on the stack, too.
            MethodHandle making = MethodHandles.publicLookup().findStaticGetter(type, "LOCALLY_CLOSED_REASON", type);
            Thread thread = new Thread(MethodHandleProxies.asInterfaceInstance(
                    Runnable.class, making.asType(MethodType.methodType(void.class))));
            thread.start();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Log.debug("This server has other reasons for closing connections", e);
        } finally {
            current.setContextClassLoader(before);
        }
    }
}
