package org.enfilade.internal.recovery;

/** Why what was kept for a client that was away is kept no longer, though the client has not got it. */
public enum Loss {
    EXPIRED("away too long"),
    DISPLACED("too many away"),
    SESSION_ENDED("HTTP session ended"),
    UNKNOWN_OFFSET("unknown offset"),
    EVENTS_DROPPED("events dropped"),
    TOO_MUCH("too much missed"),
    REFUSED("refused by middleware"),
    /** It has left its namespace, or was told to, before it was back. */
    LEFT("left on return"),
    /** It has come back to another node, which did not get all of it. */
    NOT_HANDED_OVER("not handed over");

    private final String text;

    Loss(String text) {
        this.text = text;
    }

    /** For figures. */
    public String text() {
        return text;
    }
}
