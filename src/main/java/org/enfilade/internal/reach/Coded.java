package org.enfilade.internal.reach;

/** What is written as a number: the constants of an enum, which keep their numbers whatever comes between them. */
public interface Coded {
    /** The number, one byte; no other constant of the enum has the same. */
    int code();
}
