package org.enfilade.internal.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.time.FakeTicker;
import org.junit.jupiter.api.Test;

class MessageAssemblyTest {
    private final List<String> heard = new ArrayList<>();
    private final Budget budget = new Budget(20_000, new FakeTicker());
    private final MessageAssembly messages = new MessageAssembly(new Recorder(), 10, new Account(budget));

    @Test
    void message_inOnePart_isPassedOn() {
        messages.text("4a", true);
        messages.text("", true);
        messages.binary(new byte[] {1}, true);
        messages.binary(new byte[0], true);
        assertThat(heard).containsExactly("4a", "", "#01", "#");
    }

    @Test
    void message_inParts_isOne() {
        messages.text("4h", false);
        messages.text("", false);
        messages.text("el", false);
        messages.text("lo", true);
        messages.binary(new byte[] {1, 2}, false);
        messages.binary(new byte[] {3}, false);
        messages.binary(new byte[0], true);
        messages.text("4next", true);
        assertThat(heard).containsExactly("4hello", "#010203", "4next");
    }

    @Test
    void part_thatTheServerUsesAgain_isCopied() {
        byte[] part = {1};
        messages.binary(part, false);
        part[0] = 2;
        messages.binary(part, true);
        assertThat(heard).containsExactly("#0102");
    }

    @Test
    void text_upToTheLimit_isPassedOn() {
        messages.text("12345", false);
        messages.text("67890", true);
        assertThat(heard).containsExactly("1234567890");
    }

    @Test
    void text_overTheLimit_isDroppedWhileItComes_andWhateverFollows() {
        messages.text("12345", false);
        messages.text("678901", false);
        messages.text("2", false);
        messages.text("3", true);
        messages.binary(new byte[2], false);
        assertThat(heard).containsExactly("too big");
    }

    @Test
    void firstPartOverTheLimit_isTooBig() {
        messages.text("12345678901", false);
        assertThat(heard).containsExactly("too big");
    }

    @Test
    void messageThatLacksItsEnd_whenTheWebSocketIsGone_isDropped_withoutAWord() {
        messages.text("4h", false);
        messages.binary(new byte[] {1}, false);
        messages.end();
        messages.text("ello", true);
        messages.binary(new byte[] {2}, true);
        messages.end();
        assertThat(heard).isEmpty();
    }

    @Test
    void binary_overTheLimit_isDroppedWhileItComes() {
        messages.binary(new byte[10], false);
        assertThat(heard).isEmpty();
        messages.binary(new byte[1], true);
        assertThat(heard).containsExactly("too big");
    }

    @Test
    void partsWithoutEnd_ofNothing_growNothing() {
        for (int i = 0; i < 1_000_000; i++) {
            messages.text("", false);
            messages.binary(new byte[0], false);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void messagesThatAreNotComplete_areBoundedTogether_andGivenBack() {
        MessageAssembly one = new MessageAssembly(new Recorder(), 100_000, new Account(budget));
        MessageAssembly two = new MessageAssembly(new Recorder(), 100_000, new Account(budget));
        one.binary(new byte[12_000], false);
        two.text("x".repeat(8_000), false);
        assertThat(budget.used()).isPositive();
        two.text("x".repeat(8_000), false);
        assertThat(heard).containsExactly("no room");
        one.binary(new byte[0], true);
        assertThat(budget.used()).isZero();
        one.binary(new byte[12_000], false);
        one.end();
        assertThat(budget.used()).isZero();
    }

    private final class Recorder implements Inbound {
        @Override
        public void text(String message) {
            heard.add(message);
        }

        @Override
        public void binary(byte[] message) {
            heard.add("#" + HexFormat.of().formatHex(message));
        }

        @Override
        public void tooBig() {
            heard.add("too big");
        }

        @Override
        public void noRoom() {
            heard.add("no room");
        }

        @Override
        public void closed() {
            heard.add("closed");
        }

        @Override
        public void failed() {
            heard.add("failed");
        }
    }
}
