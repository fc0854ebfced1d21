package org.enfilade.internal.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Directory;
import org.enfilade.internal.reach.Scope;

/** The nodes of the view. Reading takes no lock. */
final class PeerNodes implements Directory {
    private static final int TAG_LENGTH = 8;

    private final Function<String, OutgoingMessages> outgoing;
    private final Interests interests;
    private final BiConsumer<String, String> departing;
    private final Map<String, PeerNode> nodes = new ConcurrentHashMap<>();

    /**
     * No nodes yet.
     *
     * @param outgoing makes those for the node of a name
     * @param departing is told the name and the tag of one that goes, before its rooms are forgotten
     */
    PeerNodes(Function<String, OutgoingMessages> outgoing, Interests interests, BiConsumer<String, String> departing) {
        this.outgoing = outgoing;
        this.interests = interests;
        this.departing = departing;
    }

    /** Takes out who is not in the view; those have gone. By one thread at a time. */
    List<PeerNode> takeOut(Set<String> view) {
        List<PeerNode> gone = new ArrayList<>();
        for (String name : nodes.keySet()) {
            if (!view.contains(name)) {
                PeerNode node = nodes.remove(name);
                node.goes();
                gone.add(node);
            }
        }
        return gone;
    }

    /** Takes in who has come into the view; they are strangers. By the same thread. */
    List<PeerNode> takeIn(Set<String> view) {
        List<PeerNode> come = new ArrayList<>();
        for (String name : view) {
            if (!nodes.containsKey(name)) {
                PeerNode node = PeerNode.stranger(name, outgoing.apply(name), interests, departing);
                nodes.put(name, node);
                come.add(node);
            }
        }
        return come;
    }

    /**
     * Puts the application that has said hello in the place of what was known there before; {@code null} if that has
     * left the view.
     */
    PeerNode introduced(PeerNode before, String tag, boolean takesMail) {
        PeerNode node = before.introduced(tag, takesMail);
        // There is no moment without either: whoever emits meanwhile would take it to have no sockets.
        if (!nodes.replace(before.name(), before, node)) {
            return null;
        }
        before.goes();
        return node;
    }

    /** The node of that name; {@code null} if it is not in the view. */
    PeerNode get(String name) {
        return nodes.get(name);
    }

    /** The node of that tag; {@code null} if there is none that takes what is carried. */
    PeerNode mailed(String tag) {
        for (PeerNode node : nodes.values()) {
            if (node.tag().equals(tag) && node.takesMail()) {
                return node;
            }
        }
        return null;
    }

    /** All of them, as they are when they are looked at. */
    Collection<PeerNode> all() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** The names of those whose rooms are known. */
    Set<String> known() {
        Set<String> names = new HashSet<>();
        nodes.forEach((name, node) -> {
            if (node.isKnown()) {
                names.add(name);
            }
        });
        return names;
    }

    @Override
    public Set<String> allNodes() {
        Set<String> names = new HashSet<>();
        nodes.forEach((name, node) -> {
            if (node.isIntroduced()) {
                names.add(name);
            }
        });
        return names;
    }

    @Override
    public Set<String> nodesWith(Scope scope, Audience audience) {
        if (audience.local() || audience.isNobody() || nodes.isEmpty()) {
            return Set.of();
        }
        while (true) {
            long before = interests.lists();
            Set<String> names = new HashSet<>();
            addInterested(scope, audience, names);
            nodes.forEach((name, node) -> {
                if (node.mayHaveMore() || isOf(node, audience)) {
                    names.add(name);
                }
            });
            // A list that was completed meanwhile may have been looked up in half.
            if (interests.lists() == before) {
                return names;
            }
        }
    }

    private void addInterested(Scope scope, Audience audience, Set<String> names) {
        if (scope.isParent() || audience.to().isEmpty()) {
            names.addAll(interests.nodes(scope.key(), ""));
        } else {
            audience.to().forEach(room -> names.addAll(interests.nodes(scope.key(), room)));
        }
    }

    /** Whether a socket of that node is named by its id, which is a room that nobody is told of. */
    private static boolean isOf(PeerNode node, Audience audience) {
        return node.isIntroduced()
                && audience.to().stream().anyMatch(room -> room.length() > TAG_LENGTH && room.endsWith(node.tag()));
    }
}
