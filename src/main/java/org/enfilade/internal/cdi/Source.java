package org.enfilade.internal.cdi;

/** Gives the value of one parameter. */
interface Source {
    /** @throws IllegalArgumentException if what was sent does not fit */
    Object value(Call call);

    /** Whether the value may have dependent objects, which end with the call. */
    default boolean createsBeans() {
        return false;
    }
}
