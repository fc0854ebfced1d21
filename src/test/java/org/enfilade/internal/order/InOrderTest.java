package org.enfilade.internal.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final InOrder order = new InOrder();
    private final List<Integer> done = new ArrayList<>();

    @Test
    void task_thatIsAddedByATask_comesAfterThoseBefore() {
        order.add(() -> {
            order.add(() -> done.add(3));
            order.run();
            done.add(1);
        });
        order.add(() -> done.add(2));
        order.run();

        assertThat(done).containsExactly(1, 2, 3);
    }

    @Test
    void task_thatFails_holdsNoOtherUp() {
        order.add(() -> {
            throw new IllegalStateException("first");
        });
        order.add(() -> done.add(2));
        assertThatThrownBy(order::run).hasMessage("first");
        order.add(() -> done.add(3));
        order.run();

        assertThat(done).containsExactly(2, 3);
    }

    /** The lists are not safe for threads: one at a time changes them. */
    @Test
    void tasks_ofManyThreads_runInTheOrderOfTheLockTheyWereAddedUnder() {
        Object lock = new Object();
        List<Integer> added = new ArrayList<>();
        List<CompletableFuture<Void>> threads = Collections.nCopies(4, 0).stream()
                .map(same -> CompletableFuture.runAsync(() -> IntStream.range(0, 2_000)
                        .forEach(i -> {
                            synchronized (lock) {
                                int number = added.size();
                                added.add(number);
                                order.add(() -> {
                                    assertThat(Thread.holdsLock(lock)).isFalse();
                                    done.add(number);
                                });
                            }
                            order.run();
                        })))
                .toList();
        threads.forEach(CompletableFuture::join);
        CompletableFuture<Void> last = new CompletableFuture<>();
        order.add(() -> last.complete(null));
        order.run();
        last.join();

        assertThat(done).isEqualTo(added).hasSize(8_000);
    }
}
