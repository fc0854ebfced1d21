package org.enfilade.internal.engine;

/** The dialects that there are. */
public final class Dialects {
    /** Of the clients of Socket.IO 3 and 4. */
    public static final Dialect REVISION_4 = new Revision4();

    private static final Dialect REVISION_3 = new Revision3(false);
    private static final Dialect REVISION_3_TEXT = new Revision3(true);

    private Dialects() {}

    /**
     * What a request is in.
     *
     * @param revision 4, or else it is 3
     * @param textOnly whether the client takes no binary data ({@code b64=1}); of revision 3 only
     */
    public static Dialect of(int revision, boolean textOnly) {
        if (revision == REVISION_4.revision()) {
            return REVISION_4;
        }
        return textOnly ? REVISION_3_TEXT : REVISION_3;
    }
}
