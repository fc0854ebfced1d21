package org.enfilade.internal.web;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * What Java keeps of records: until 17, the handles behind their {@code equals} and {@code hashCode} remember the types
 * that they were last adapted to, and with a type its class loader. An application whose records were first compared
 * last would stay in memory when it has ended, until those of another one take their place.
 *
 * @see <a href="https://bugs.openjdk.org/browse/JDK-8078641">JDK-8078641</a>
 */
final class LinkedRecords {
    private LinkedRecords() {}

    /** Has Java remember types of its own instead. */
    static void forget() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle part = lookup.findVirtual(String.class, "toString", MethodType.methodType(String.class));
            for (String method : new String[] {"equals", "hashCode", "toString"}) {
                ObjectMethods.bootstrap(lookup, method, MethodHandle.class, String.class, "part", part);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
