package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.enfilade.internal.web.PostBody.Progress;
import org.junit.jupiter.api.Test;

class PostBodyTest {
    private static final long UNKNOWN = -1;

    private final Arrivals arrivals = new Arrivals();

    @Test
    void readOn_whileTheServerHasAllButNothingIsRead_readsIt() throws IOException {
        PostBody body = new PostBody(arrivals, UNKNOWN, 100, 3, bytes -> true);
        arrivals.come("42[\"a\"]");
        arrivals.finished = true; // as Grizzly says it, before anything is read
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        assertThat(body.text()).isEqualTo("42[\"a\"]");
    }

    @Test
    void readOn_whenNothingIsReady_returnsAtOnceAndGoesOnLater() throws IOException {
        PostBody body = new PostBody(arrivals, UNKNOWN, 100, 3, bytes -> true);
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        arrivals.come("4");
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        arrivals.come("2");
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        assertThat(body.text()).isEqualTo("42");
    }

    @Test
    void readOn_whenTheEndCountsAsReady_stops() throws IOException {
        PostBody body = new PostBody(arrivals, UNKNOWN, 100, 3, bytes -> true);
        arrivals.come("42");
        arrivals.readyAtTheEnd = true;
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        assertThat(body.text()).isEqualTo("42");
    }

    @Test
    void body_thatIsLongerThanTheLimit_isReadToItsEnd_ifThatIsNotFar() throws IOException {
        PostBody body = new PostBody(arrivals, 8, 4, 10, bytes -> true);
        arrivals.come("42[1");
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        arrivals.come(",2");
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        assertThat(body.isOver()).isTrue();
        arrivals.come("3]");
        assertThat(body.readOn()).isEqualTo(Progress.TOO_LARGE);

        assertThat(PostBody.isFarTooLong(8, 4)).isFalse();
        assertThat(PostBody.isFarTooLong(9, 4)).isTrue();
        assertThat(PostBody.isFarTooLong(UNKNOWN, 4)).isFalse();
    }

    @Test
    void readOn_withTheLastByteAnnounced_isCompleteAndAsksForNoMore() throws IOException {
        PostBody body = new PostBody(arrivals, 4, 100, 3, bytes -> true);
        arrivals.come("42");
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        arrivals.come("[]");
        int asked = arrivals.asked;
        assertThat(body.readOn()).isEqualTo(Progress.COMPLETE);
        assertThat(arrivals.asked - asked).isEqualTo(1);
        assertThat(body.text()).isEqualTo("42[]");
    }

    @Test
    void readOn_beyondTheLimit_readsNoFurther() throws IOException {
        PostBody body = new PostBody(arrivals, UNKNOWN, 10_000, 3, bytes -> true);
        arrivals.come("x".repeat(50_000));
        assertThat(body.readOn()).isEqualTo(Progress.TOO_LARGE);
        assertThat(arrivals.unread).isGreaterThan(50_000 - 10_000 - 4_096);
    }

    @Test
    void readOn_atTheLimit_isWithinIt() throws IOException {
        PostBody body = new PostBody(arrivals, UNKNOWN, 10_000, 3, bytes -> true);
        arrivals.come("x".repeat(10_000));
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        assertThat(body.text()).hasSize(10_000);
    }

    @Test
    void readOn_ofMoreLittlePiecesThanMayBe_readsNoFurther() throws IOException {
        PostBody body = new PostBody(arrivals, UNKNOWN, 100, 3, bytes -> true);
        for (int i = 0; i < 3; i++) {
            arrivals.come("x");
            assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        }
        arrivals.come("x");
        assertThat(body.readOn()).isEqualTo(Progress.TOO_MANY_PIECES);
        assertThat(body.text()).isEqualTo("xxx");
    }

    @Test
    void readOn_ofLargePieces_doesNotCountThem() throws IOException {
        PostBody body = new PostBody(arrivals, UNKNOWN, 100_000, 3, bytes -> true);
        for (int i = 0; i < 50; i++) {
            arrivals.come("x".repeat(1_024));
            assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        }
        assertThat(body.text()).hasSize(51_200);
    }

    @Test
    void readOn_withoutRoom_keepsNothingMore() throws IOException {
        List<Integer> asked = new ArrayList<>();
        PostBody body = new PostBody(arrivals, UNKNOWN, 10_000, 3, bytes -> {
            asked.add(bytes);
            return asked.size() < 2;
        });
        arrivals.come("x".repeat(5_000));
        assertThat(body.readOn()).isEqualTo(Progress.REFUSED);
        assertThat(asked).containsExactly(4_096, 904);
        assertThat(body.text()).hasSize(4_096);
    }

    @Test
    void text_ofWhatIsNotUtf8_fails() throws IOException {
        PostBody body = new PostBody(arrivals, UNKNOWN, 100, 3, bytes -> true);
        arrivals.come(new byte[] {'4', (byte) 0xC3, '('});
        assertThat(body.readOn()).isEqualTo(Progress.PARTIAL);
        assertThatThrownBy(body::text).isInstanceOf(CharacterCodingException.class);
    }

    /** What has come in; reading more than that fails, since it would block. */
    private static final class Arrivals extends ServletInputStream {
        private byte[] bytes = new byte[0];
        private int unread;
        private int asked;
        private boolean finished;
        private boolean readyAtTheEnd;

        void come(String text) {
            come(text.getBytes(StandardCharsets.UTF_8));
        }

        void come(byte[] arrived) {
            bytes = arrived;
            unread = arrived.length;
        }

        @Override
        public boolean isReady() {
            asked++;
            return unread > 0 || readyAtTheEnd;
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (unread == 0) {
                if (readyAtTheEnd) {
                    return -1;
                }
                throw new IOException("this read would block");
            }
            int count = Math.min(length, unread);
            System.arraycopy(bytes, bytes.length - unread, to, offset, count);
            unread -= count;
            return count;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
