package org.enfilade.internal.namespace;

/** What is to be done with a message to a socket. */
enum Delivery {
    SEND,
    /** Nothing: it is held back, or dropped. */
    NONE,
    /** More is held back than may be. */
    TOO_MUCH
}
