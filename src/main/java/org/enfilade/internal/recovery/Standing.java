package org.enfilade.internal.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;

/**
 * How far a client is with what is sent to it, and when it was in which rooms: all that the others have to know to tell
 * what it has missed, when its node is not there to say so.
 *
 * @param node the name of its node
 * @param tag of its node
 * @param mark it has everything up to that
 * @param stays not changed by anybody
 */
public record Standing(String node, String tag, Mark mark, Stays stays) {
    /** The same client knows better. */
    public Standing at(Mark later) {
        return new Standing(node, tag, later, stays);
    }

    /** Writes what {@link #read} reads. */
    public void write(BusWriter out) {
        out.text(node);
        out.text(tag);
        List<Progress> all = new ArrayList<>();
        ToIntFunction<Progress> numbers = progress -> indexOf(all, progress);
        numbers.applyAsInt(mark.progress());
        stays.progresses().forEach(numbers::applyAsInt);
        out.number(all.size());
        all.forEach(progress -> progress.write(out));
        Stays.write(mark, out, numbers);
        stays.write(out, numbers);
    }

    /** They are the same objects while nothing comes. */
    private static int indexOf(List<Progress> all, Progress progress) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i) == progress) {
                return i;
            }
        }
        all.add(progress);
        return all.size() - 1;
    }

    /** Reads what was written; fails if a part of it could not be relied on. */
    public static Standing read(BusReader in) throws BusFormatException {
        String node = in.text();
        String tag = in.text();
        List<Progress> all = in.list(1, Progress::read);
        Mark mark = Stays.mark(in, all);
        return new Standing(node, tag, mark, Stays.read(in, all));
    }
}
