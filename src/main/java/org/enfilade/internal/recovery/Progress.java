package org.enfilade.internal.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Emission;
import org.enfilade.internal.reach.Origin;

/**
 * Which emissions of other nodes have come: of each node all up to a number, and some of those behind it. It is the
 * same for a namespace on a node, and for a client that was sent all of it. Immutable.
 */
public final class Progress {
    /** Of more nodes nobody can be told. */
    static final int MAX_NODES = 32;
    /** How many of one node may have come before others that were begun earlier. */
    static final int MAX_AHEAD = 64;

    private static final int MAX_KNOWN = 4 * MAX_NODES;
    /** Of numbers in texts. */
    static final int RADIX = Character.MAX_RADIX;

    private static final int MAX_DIGITS = 12;
    private static final int MAX_TAG = 16;
    private static final char BEFORE_NUMBER = '~';
    private static final long[] NONE_AHEAD = {};
    private static final int LEAST_BYTES = 3;

    /** Nothing has come. */
    public static final Progress NONE = new Progress(List.of());

    /**
     * What has come of one node.
     *
     * @param upTo all up to that one
     * @param ahead and these, in their order
     * @param highest of all that have come
     * @param time when the last one came
     */
    private record Part(String node, long upTo, long[] ahead, long highest, long time) {
        static Part of(String node, long upTo, long[] ahead) {
            return new Part(node, upTo, ahead, ahead.length == 0 ? upTo : ahead[ahead.length - 1], 0);
        }

        boolean has(long number) {
            return number <= upTo || Arrays.binarySearch(ahead, number) >= 0;
        }

        /** Whether no more have come ahead than it can say. */
        boolean isCertain() {
            return highest <= upTo || ahead.length > 0;
        }

        Part atLeast(long settled, long now) {
            long[] left = Arrays.stream(ahead).filter(each -> each > settled).toArray();
            return new Part(node, settled, left, Math.max(highest, settled), now);
        }

        Part with(Emission emission, long now) {
            long number = emission.origin().number();
            long settled = Math.max(upTo, emission.settled());
            long last = Math.max(highest, number);
            if (last <= settled) {
                return new Part(node, settled, NONE_AHEAD, last, now);
            }
            if (!isCertain()) {
                return new Part(node, settled, NONE_AHEAD, last, now);
            }
            long[] more = Arrays.copyOf(ahead, ahead.length + 1);
            more[ahead.length] = number;
            long[] left = Arrays.stream(more)
                    .filter(each -> each > settled)
                    .sorted()
                    .distinct()
                    .toArray();
            return new Part(node, settled, left.length > MAX_AHEAD ? NONE_AHEAD : left, last, now);
        }
    }

    private final List<Part> parts;

    private Progress(List<Part> parts) {
        this.parts = parts;
    }

    /** Whether it can be relied on: too many nodes, or too many emissions at a time, make it say nothing. */
    public boolean isCertain() {
        return parts.size() <= MAX_NODES && parts.stream().allMatch(Part::isCertain);
    }

    /** Whether that emission has come. */
    public boolean has(Origin origin) {
        Part part = part(origin.node());
        return part != null && part.has(origin.number());
    }

    /** Up to which number all of that node have come; 0 for none. */
    public long upTo(String node) {
        Part part = part(node);
        return part == null ? 0 : part.upTo;
    }

    private Part part(String node) {
        for (Part part : parts) {
            if (part.node.equals(node)) {
                return part;
            }
        }
        return null;
    }

    /**
     * Another emission has come.
     *
     * @param now in nanoseconds
     * @param memory what came longer ago than that, in nanoseconds, nobody asks for
     */
    public Progress with(Emission emission, long now, long memory) {
        String node = emission.origin().node();
        List<Part> all = new ArrayList<>(parts.size() + 1);
        Part before = null;
        for (Part part : parts) {
            if (part.node.equals(node)) {
                before = part;
                all.add(part.with(emission, now));
            } else {
                all.add(part);
            }
        }
        if (before == null) {
            all.removeIf(part -> now - part.time > memory);
            if (all.size() == MAX_KNOWN) {
                all.remove(all.stream()
                        .min(Comparator.comparingLong(part -> part.time))
                        .orElseThrow());
            }
            all.add(Part.of(node, 0, NONE_AHEAD).with(emission, now));
        }
        return new Progress(all);
    }

    /**
     * All of a node has come up to a number, whether it was for whom this is or not. Those who emit for it need room
     * too: of more than half of the nodes that can be told this is not.
     *
     * @param now in nanoseconds
     */
    Progress withAll(String node, long upTo, long now) {
        Part before = part(node);
        if (before == null ? parts.size() >= MAX_NODES / 2 : before.upTo >= upTo) {
            return this;
        }
        List<Part> all = new ArrayList<>(parts);
        all.remove(before);
        all.add((before == null ? Part.of(node, 0, NONE_AHEAD) : before).atLeast(upTo, now));
        return new Progress(all);
    }

    // --- as a text

    /** What {@link #parse} reads: a part for each node; none if it cannot be relied on. */
    Optional<List<String>> texts() {
        return isCertain() ? Optional.of(parts.stream().map(Progress::text).toList()) : Optional.empty();
    }

    private static String text(Part part) {
        StringBuilder text = new StringBuilder(part.node).append(BEFORE_NUMBER).append(Long.toString(part.upTo, RADIX));
        for (long each : part.ahead) {
            text.append(BEFORE_NUMBER).append(Long.toString(each, RADIX));
        }
        return text.toString();
    }

    /** Empty for what {@link #texts} cannot have written. */
    static Optional<Progress> parse(List<String> texts) {
        if (texts.size() > MAX_NODES) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>(texts.size());
        for (String text : texts) {
            String[] words = text.split(String.valueOf(BEFORE_NUMBER), MAX_AHEAD + 3);
            if (words.length < 2 || words.length > MAX_AHEAD + 2 || !isTag(words[0])) {
                return Optional.empty();
            }
            long[] numbers = new long[words.length - 1];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number(words[i + 1]);
                if (numbers[i] < 0 || i > 0 && numbers[i] <= numbers[i - 1]) {
                    return Optional.empty();
                }
            }
            parts.add(Part.of(words[0], numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length)));
        }
        return Optional.of(new Progress(parts));
    }

    /** The number that the text is; negative if it is none. */
    static long number(String text) {
        boolean isOne = !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z');
        return isOne ? Long.parseLong(text, RADIX) : -1;
    }

    static boolean isTag(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_TAG
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '-'
                                || c == '_');
    }

    // --- on the bus

    void write(BusWriter out) {
        out.flag(isCertain());
        out.number(isCertain() ? parts.size() : 0);
        for (Part part : isCertain() ? parts : List.<Part>of()) {
            out.text(part.node);
            out.number(part.upTo);
            out.number(part.ahead.length);
            for (long each : part.ahead) {
                out.number(each);
            }
        }
    }

    /** Fails too if it could not be relied on when it was written. */
    static Progress read(BusReader in) throws BusFormatException {
        if (!in.flag()) {
            throw new BusFormatException("too much came at a time to say what has come");
        }
        return new Progress(in.list(LEAST_BYTES, Progress::part));
    }

    private static Part part(BusReader in) throws BusFormatException {
        String node = in.text();
        long upTo = in.number();
        long[] ahead = in.list(1, BusReader::number).stream()
                .mapToLong(Long::longValue)
                .toArray();
        return Part.of(node, upTo, ahead);
    }

    // --- values

    @Override
    public String toString() {
        return parts.stream().map(Progress::text).toList().toString();
    }
}
