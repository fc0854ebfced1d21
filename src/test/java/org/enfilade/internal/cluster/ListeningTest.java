package org.enfilade.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListeningTest {
    private final Listening node = new Listening();

    private void getsTheList(long number) {
        node.asks(number);
        node.listBegins(number);
        node.listEnds();
    }

    @Test
    void deafNode_owesNothing_andIsToldNothing() {
        assertThat(node.isTold()).isFalse();
        assertThat(node.owes(1)).isFalse();
        assertThat(node.fellBehind()).as("it will ask").isFalse();
        node.knows(5, 5);
        assertThat(node.isTold()).isFalse();
    }

    @Test
    void nodeWithTheList_owesWhatComesAfterIt() {
        node.asks(3);
        assertThat(node.isAsking()).isTrue();
        node.listBegins(3);
        assertThat(node.isAsking()).isFalse();

        assertThat(node.listEnds()).as("nobody waits for it to know the list").isFalse();
        assertThat(node.owes(3)).isFalse();
        assertThat(node.owes(4)).isTrue();
        node.knows(5, 7);
        assertThat(node.owes(5)).isFalse();
        assertThat(node.owes(6)).isTrue();
    }

    @Test
    void nodeThatFellBehind_knowsNothingMore_untilItHasAcknowledgedTheList() {
        getsTheList(1);

        assertThat(node.fellBehind()).isTrue();
        assertThat(node.fellBehind()).as("one timer is enough").isFalse();
        node.knows(2, 2);
        assertThat(node.owes(2)).isTrue();
        node.retry();
        assertThat(node.isAsking()).isTrue();
        node.listBegins(4);
        assertThat(node.listEnds()).isTrue();
        node.knows(3, 4);
        assertThat(node.owes(3)).as("it may have missed the second").isTrue();
        node.knows(4, 4);
        assertThat(node.owes(4)).isFalse();
        assertThat(node.fellBehind()).isTrue();
    }

    @Test
    void nodeThatFellBehindAgain_whileItCaughtUp_getsTheListAgain() {
        getsTheList(1);
        node.fellBehind();
        node.retry();
        node.listBegins(4);
        node.listEnds();

        assertThat(node.fellBehind()).isTrue();
        node.knows(4, 4);
        assertThat(node.owes(4)).isTrue();
    }

    @Test
    void silentNode_owesNothing_untilItIsHeardOf_andThenWhatComesAfterwards() {
        getsTheList(1);
        node.fellSilent();
        assertThat(node.owes(2)).isFalse();

        node.knows(1, 3);
        assertThat(node.owes(3)).as("nobody has waited for it then").isFalse();
        assertThat(node.owes(4)).isTrue();

        node.fellSilent();
        node.asks(5);
        assertThat(node.owes(5)).isFalse();
        assertThat(node.owes(6)).isTrue();
    }

    @Test
    void nodeThatHasGone_staysDeaf() {
        getsTheList(1);
        node.fellBehind();
        node.end();
        node.retry();
        node.asks(2);

        assertThat(node.isAsking()).isFalse();
        assertThat(node.isTold()).isFalse();
        assertThat(node.owes(9)).isFalse();
    }
}
