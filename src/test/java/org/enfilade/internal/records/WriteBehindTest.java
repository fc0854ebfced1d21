package org.enfilade.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.enfilade.internal.HeldLocks;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.time.FakeTicker;
import org.enfilade.spi.RecordCache;
import org.junit.jupiter.api.Test;

class WriteBehindTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    /** One whose answers come when the test says so. */
    private static final class Cache implements RecordCache {
        final Map<String, String> kept = new HashMap<>();
        final List<String> calls = new ArrayList<>();
        final ArrayDeque<Runnable> answers = new ArrayDeque<>();
        boolean immediate = true;
        boolean failing;
        int closed;

        private <T> CompletionStage<T> answer(String call, Supplier<T> result) {
            HeldLocks.none();
            calls.add(call);
            CompletableFuture<T> stage = new CompletableFuture<>();
            Runnable answer = () -> {
                if (failing) {
                    stage.completeExceptionally(new IllegalStateException("as asked"));
                } else {
                    stage.complete(result.get());
                }
            };
            if (immediate) {
                answer.run();
            } else {
                answers.add(answer);
            }
            return stage;
        }

        void answer() {
            answers.remove().run();
        }

        @Override
        public CompletionStage<?> put(String key, byte[] value, Duration lifespan) {
            String text = new String(value, StandardCharsets.UTF_8);
            return answer(key + "=" + text + " for " + lifespan.toSeconds(), () -> kept.put(key, text));
        }

        @Override
        public CompletionStage<Optional<byte[]>> remove(String key) {
            return answer(
                    "-" + key,
                    () -> Optional.ofNullable(kept.remove(key)).map(text -> text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            closed++;
        }
    }

    /** Runs what it has been given when the test says so. */
    private static final class Steps implements Executor {
        final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        boolean refusing;

        @Override
        public void execute(Runnable task) {
            if (refusing) {
                throw new RejectedExecutionException();
            }
            tasks.add(task);
        }

        void run() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    private final Cache cache = new Cache();
    private final Steps steps = new Steps();
    private final FakeTicker ticker = new FakeTicker();
    private final WriteBehind records = new WriteBehind("Grid", cache, steps, ticker);

    private void put(String key, String value) {
        records.put(key, () -> Optional.of(value.getBytes(StandardCharsets.UTF_8)), LONG);
    }

    private void pause() {
        ticker.advance(Duration.ofMillis(100));
        steps.run();
    }

    private static String text(CompletionStage<Optional<byte[]>> taken) {
        assertThat(taken.toCompletableFuture()).isDone();
        return taken.toCompletableFuture()
                .join()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse(null);
    }

    @Test
    void ofWhatIsPutForAKey_theLastIsWritten_afterAPause_andNotOnTheCallersThread() {
        put("a", "1");
        put("b", "1");
        put("a", "2");
        ticker.advance(Duration.ofMillis(99));
        steps.run();
        assertThat(cache.calls).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        assertThat(cache.calls).isEmpty();
        steps.run();

        assertThat(cache.calls).containsExactly("a=2 for 180", "b=1 for 180");
    }

    @Test
    void pause_beginsAnewForWhatComesLater_alsoWhileSomethingIsUnderWay() {
        cache.immediate = false;
        put("a", "1");
        pause();
        put("b", "1");
        put("b", "2");
        cache.answer();
        steps.run();
        assertThat(cache.calls).hasSize(1);

        pause();
        assertThat(cache.calls).containsExactly("a=1 for 180", "b=2 for 180");
    }

    @Test
    void remove_takesTheTurnOfAPut_andAPutThatOfARemove() {
        put("a", "1");
        records.remove("a");
        records.remove("b");
        put("b", "1");
        pause();

        assertThat(cache.calls).containsExactly("-a", "b=1 for 180");
    }

    @Test
    void key_hasOneThingUnderWayAtATime() {
        cache.immediate = false;
        put("a", "1");
        pause();
        put("a", "2");
        put("a", "3");
        records.remove("a");
        pause();
        assertThat(cache.calls).containsExactly("a=1 for 180");

        cache.answer();
        steps.run();
        assertThat(cache.calls).containsExactly("a=1 for 180", "-a");
    }

    @Test
    void sixteenKeys_areUnderWayAtATime_andAllAreWritten() {
        cache.immediate = false;
        for (int i = 0; i < 100; i++) {
            put("k" + i, "v");
        }
        pause();
        assertThat(cache.calls).hasSize(16);
        for (int i = 0; i < 100; i++) {
            assertThat(cache.answers).hasSizeLessThanOrEqualTo(16);
            cache.answer();
            steps.run();
        }
        assertThat(cache.kept).hasSize(100);
        assertThat(cache.answers).isEmpty();
    }

    @Test
    void take_findsWhatWasJustPut_withoutAPause_andLeavesNothing() {
        put("a", "1");
        CompletionStage<Optional<byte[]>> first = records.take("a", LONG);
        CompletionStage<Optional<byte[]>> second = records.take("a", LONG);
        steps.run();

        assertThat(text(first)).isEqualTo("1");
        assertThat(text(second)).isNull();
        assertThat(cache.kept).isEmpty();
        pause();
        assertThat(cache.calls).containsExactly("a=1 for 180", "-a", "-a");
    }

    @Test
    void take_ofWhatWasRemoved_findsNothing() {
        cache.kept.put("a", "old");
        records.remove("a");
        CompletionStage<Optional<byte[]>> taken = records.take("a", LONG);
        steps.run();

        assertThat(text(taken)).isNull();
    }

    @Test
    void take_overtakesOtherKeys() {
        cache.immediate = false;
        cache.kept.put("a", "1");
        for (int i = 0; i < 50; i++) {
            put("k" + i, "v");
        }
        pause();
        CompletionStage<Optional<byte[]>> taken = records.take("a", LONG);
        cache.answer();
        steps.run();
        assertThat(cache.calls).endsWith("-a").hasSize(17);
        for (int i = 0; i < 16; i++) {
            cache.answer();
        }

        assertThat(text(taken)).isEqualTo("1");
    }

    @Test
    void putAfterATake_isWrittenAfterIt() {
        cache.immediate = false;
        put("a", "1");
        CompletionStage<Optional<byte[]>> taken = records.take("a", LONG);
        put("a", "2");
        put("a", "3");
        steps.run();
        while (!cache.answers.isEmpty()) {
            cache.answer();
            pause();
        }

        assertThat(text(taken)).isEqualTo("1");
        assertThat(cache.calls).containsExactly("a=1 for 180", "-a", "a=3 for 180");
    }

    @Test
    void take_thatIsNotAnswered_isEmptyAfterFifteenSeconds() {
        cache.immediate = false;
        CompletionStage<Optional<byte[]>> taken = records.take("a", LONG);
        steps.run();
        ticker.advance(Duration.ofMillis(14_999));
        assertThat(taken.toCompletableFuture()).isNotDone();
        ticker.advance(Duration.ofMillis(1));

        assertThat(text(taken)).isNull();
    }

    @Test
    void whatIsTakenTooLate_isPutBack() {
        cache.immediate = false;
        cache.kept.put("a", "1");
        CompletionStage<Optional<byte[]>> taken = records.take("a", LONG);
        steps.run();
        ticker.advance(Duration.ofSeconds(15));
        assertThat(text(taken)).isNull();
        CompletionStage<Optional<byte[]>> again = records.take("a", LONG);
        cache.answer();
        steps.run();
        assertThat(cache.calls).containsExactly("-a", "a=1 for 180");
        cache.answer();
        steps.run();
        cache.answer();

        assertThat(text(again)).isEqualTo("1");
        assertThat(cache.kept).isEmpty();
    }

    /** It may be older than what is there by then. */
    @Test
    void whatIsRemovedTooLate_isNotPutBack() {
        cache.immediate = false;
        cache.kept.put("a", "1");
        CompletionStage<Void> removed = records.removed("a");
        steps.run();
        ticker.advance(Duration.ofSeconds(15));
        assertThat(removed.toCompletableFuture()).isDone();
        cache.answer();
        steps.run();

        assertThat(cache.kept).isEmpty();
        assertThat(cache.answers).isEmpty();
    }

    @Test
    void failures_areTakenForNothing_andSaidOnceInAWhile() {
        cache.failing = true;
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 10; i++) {
                put("a" + i, "1");
            }
            CompletionStage<Optional<byte[]>> taken = records.take("b", LONG);
            pause();

            assertThat(text(taken)).isNull();
            assertThat(log.messages())
                    .singleElement()
                    .satisfies(record -> assertThat(record.getMessage())
                            .contains("A session could not be recorded in Grid", "as asked"));
        }
        cache.failing = false;
        put("a0", "2");
        pause();
        assertThat(cache.kept).containsEntry("a0", "2");
    }

    @Test
    void record_isWhatItIsByTheTimeWhenItIsWritten_orIsRemoved() {
        List<String> now = new ArrayList<>(List.of("1"));
        records.put("a", () -> now.stream().findFirst().map(text -> text.getBytes(StandardCharsets.UTF_8)), LONG);
        now.set(0, "2");
        pause();
        assertThat(cache.kept).containsEntry("a", "2");

        records.put("a", () -> now.stream().findFirst().map(text -> text.getBytes(StandardCharsets.UTF_8)), LONG);
        now.clear();
        pause();
        assertThat(cache.kept).isEmpty();
    }

    @Test
    void record_thatCannotBeMade_isAFailure_andKeepsNothingFromBeingWritten() {
        records.put(
                "a",
                () -> {
                    throw new IllegalStateException("as asked");
                },
                LONG);
        put("b", "1");
        try (LogCapture log = new LogCapture()) {
            pause();
            assertThat(log.messages()).hasSize(1);
        }
        assertThat(cache.kept).containsOnlyKeys("b");
    }

    @Test
    void executorThatRefuses_isAskedAgain() {
        steps.refusing = true;
        put("a", "1");
        CompletionStage<Optional<byte[]>> taken = records.take("b", LONG);
        pause();
        pause();
        assertThat(cache.calls).isEmpty();

        steps.refusing = false;
        pause();
        assertThat(cache.kept).containsEntry("a", "1");
        assertThat(text(taken)).isNull();
    }

    @Test
    void close_writesWhatWaits_andTakesNothingMore() {
        put("a", "1");
        put("b", "1");
        records.close();
        records.close();
        put("c", "1");
        records.remove("a");
        CompletionStage<Optional<byte[]>> taken = records.take("a", LONG);
        pause();

        assertThat(cache.kept).containsOnlyKeys("a", "b");
        assertThat(text(taken)).isNull();
        assertThat(cache.closed).isEqualTo(1);
    }

    @Test
    void close_withoutAnAnswer_endsAllTheSame() {
        cache.immediate = false;
        put("a", "1");
        CompletionStage<Optional<byte[]>> taken = records.take("a", LONG);
        try (LogCapture log = new LogCapture()) {
            records.close();
            assertThat(log.messages()).hasSize(1);
        }

        assertThat(text(taken)).isNull();
        assertThat(cache.closed).isEqualTo(1);
    }

    /** Whatever comes in whatever order, the end is that of the last thing said of each key. */
    @Test
    void randomChanges_endAsTheyWereSaid() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            Cache own = new Cache();
            own.immediate = false;
            WriteBehind some = new WriteBehind("Grid", own, steps, ticker);
            Map<String, String> expected = new HashMap<>();
            for (int i = 0; i < 100; i++) {
                String key = "k" + random.nextInt(6);
                switch (random.nextInt(5)) {
                    case 0 -> {
                        some.remove(key);
                        expected.remove(key);
                    }
                    case 1 -> {
                        some.take(key, LONG);
                        expected.remove(key);
                    }
                    case 2 -> {
                        ticker.advance(Duration.ofMillis(random.nextInt(150)));
                        steps.run();
                    }
                    case 3 -> {
                        if (!own.answers.isEmpty()) {
                            own.answer();
                            steps.run();
                        }
                    }
                    default -> {
                        String value = "v" + i;
                        some.put(key, () -> Optional.of(value.getBytes(StandardCharsets.UTF_8)), LONG);
                        expected.put(key, value);
                    }
                }
            }
            ticker.advance(Duration.ofMillis(200));
            steps.run();
            while (!own.answers.isEmpty()) {
                own.answer();
                steps.run();
            }
            assertThat(own.kept).isEqualTo(expected);
        }
    }
}
