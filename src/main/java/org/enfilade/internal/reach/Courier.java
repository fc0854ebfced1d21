package org.enfilade.internal.reach;

/**
 * Carries messages to a single other node, which is named by its tag; what they say only their recipient there knows.
 * Any thread; never blocks.
 */
public interface Courier {
    /** Who gets the messages of other nodes. Never blocks. */
    interface Recipient {
        /** A message has come; those of one node come in order and one at a time. */
        void arrived(String tag, BusReader message) throws BusFormatException;

        /** Nothing more comes from that node, and nothing reaches it. May be called for any node. */
        void gone(String tag);
    }

    /** Reaches nobody. */
    Courier NONE = new Courier() {
        @Override
        public boolean reaches(String tag) {
            return false;
        }

        @Override
        public boolean send(String tag, byte[] message) {
            return false;
        }
    };

    /** Whether there is such a node, and it has a recipient. If not, it has been said that it is gone, or soon is. */
    boolean reaches(String tag);

    /** Sends a message after those that were sent before, and says whether it could. */
    boolean send(String tag, byte[] message);
}
