package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void each_comes_after_what_it_needs_and_unknown_needs_are_ignored() {
        new InOrder()
                .run(
                        Map.of(
                                "api", Set.of("kafka", "ranking"),
                                "ranking", Set.of("kafka"),
                                "kafka", Set.of("electricity")),
                        done::add);

        assertThat(done).containsExactly("kafka", "ranking", "api");
    }

    @Test
    void a_failure_interrupts_what_runs_and_keeps_the_rest_from_starting() {
        CountDownLatch running = new CountDownLatch(1);

        assertThatThrownBy(
                        () ->
                                new InOrder()
                                        .run(
                                                Map.of(
                                                        "slow",
                                                        Set.of(),
                                                        "bad",
                                                        Set.of(),
                                                        "later",
                                                        Set.of("bad")),
                                                name -> act(name, running)))
                .isInstanceOf(StackException.class)
                .hasMessage("bad");
        assertThat(done).containsExactly("slow was interrupted");
    }

    private void act(String name, CountDownLatch running) {
        try {
            if (name.equals("bad")) {
                running.await();
                throw new StackException("bad");
            }
            running.countDown();
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            done.add(name + " was interrupted");
        }
    }
}
