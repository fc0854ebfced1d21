package org.enfilade.internal.cluster;

import java.util.List;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Question;

/** What a {@link BusMessage} can lead to where it arrives. Messages of one node come in their order. */
interface Conversation {
    void hello(String from, String tag, boolean isReply, boolean takesMail, Introduction introduction);

    void goodbye(String from);

    void listBegins(String from, String tag);

    void listEnds(String from);

    /** @param number what to acknowledge; 0 for nothing */
    void changes(String from, List<Change> changes, long number);

    void known(String from, long number);

    void told(String from, Command command);

    /** @param isNoNodeEver whether nobody there will ever be a node */
    void cast(String from, boolean isNoNodeEver, Command command);

    void asked(String from, long id, Question<?> question);

    void answered(String from, long id, byte[] answer) throws BusFormatException;

    void refused(String from, long id);

    void carried(String from, byte[] content) throws BusFormatException;

    void several(String from, List<byte[]> messages);
}
