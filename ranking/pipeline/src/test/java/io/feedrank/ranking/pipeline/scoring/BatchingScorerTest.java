package io.feedrank.ranking.pipeline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchingScorerTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Thread> waiting = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void a_request_alone_calls_at_once_and_waits_for_nobody() {
        GatedScorer model = GatedScorer.open();
        BatchingScorer batching = new BatchingScorer(model, new BatchConfig(100, 10, 1));

        assertThat(batching.score(rows(7, 8), 2).score()).containsExactly(7, 8);
        assertThat(model.calls()).containsExactly(List.of(7f, 8f));
        assertThat(batching.score(new float[0], 0).score()).isEmpty();
    }

    @Test
    void requests_that_come_while_the_lane_is_busy_share_the_next_call_in_order_of_arrival()
            throws Exception {
        GatedScorer model = new GatedScorer();
        BatchingScorer batching = new BatchingScorer(model, new BatchConfig(5, 10, 1));
        Future<Scores> first = submit(batching, Scorer.FOREVER, 1);
        model.awaitCall();
        List<Future<Scores>> others = new ArrayList<>();
        others.add(queued(batching, 2, 3));
        others.add(queued(batching, 4));
        others.add(queued(batching, 5, 6, 7));
        others.add(queued(batching, 8));

        model.let(3);

        assertThat(first.get(10, TimeUnit.SECONDS).score()).containsExactly(1);
        assertThat(others.get(0).get(10, TimeUnit.SECONDS).score()).containsExactly(2, 3);
        assertThat(others.get(1).get(10, TimeUnit.SECONDS).score()).containsExactly(4);
        assertThat(others.get(2).get(10, TimeUnit.SECONDS).score()).containsExactly(5, 6, 7);
        assertThat(others.get(3).get(10, TimeUnit.SECONDS).heads().get("click")).containsExactly(8);
        // Eight would still fit into the second call; it came after the three that don't.
        assertThat(model.calls())
                .containsExactly(List.of(1f), List.of(2f, 3f, 4f), List.of(5f, 6f, 7f, 8f));
    }

    @Test
    void a_request_with_more_rows_than_a_call_may_have_runs_alone() {
        GatedScorer model = GatedScorer.open();
        BatchingScorer batching = new BatchingScorer(model, new BatchConfig(2, 10, 1));

        assertThat(batching.score(rows(1, 2, 3), 3).score()).containsExactly(1, 2, 3);
    }

    @Test
    void what_is_past_its_deadline_is_dropped_first_and_takes_no_part_in_a_call() throws Exception {
        GatedScorer model = new GatedScorer();
        BatchingScorer batching = new BatchingScorer(model, new BatchConfig(100, 1, 1));
        Future<Scores> first = submit(batching, Scorer.FOREVER, 1);
        model.awaitCall();

        assertFails(() -> batching.score(rows(2), 1, Duration.ofNanos(300_000)), Category.TIMEOUT);
        assertFails(() -> batching.score(rows(3), 1, Duration.ZERO), Category.TIMEOUT);
        Future<Scores> patient = queued(batching, 4);
        model.let(2);

        assertThat(first.get(10, TimeUnit.SECONDS).score()).containsExactly(1);
        assertThat(patient.get(10, TimeUnit.SECONDS).score()).containsExactly(4);
        assertThat(model.calls()).containsExactly(List.of(1f), List.of(4f));
    }

    @Test
    void what_the_queue_has_no_room_for_is_refused_as_unavailable() throws Exception {
        GatedScorer model = new GatedScorer();
        BatchingScorer batching = new BatchingScorer(model, new BatchConfig(100, 2, 1));
        Future<Scores> first = submit(batching, Scorer.FOREVER, 1);
        model.awaitCall();
        Future<Scores> second = queued(batching, 2);
        Future<Scores> third = queued(batching, 3);

        assertFails(() -> batching.score(rows(4), 1), Category.UNAVAILABLE);
        assertThatThrownBy(() -> batching.score(rows(4), 1))
                .hasMessage("2 requests wait for model gated/1 already");

        model.let(2);
        assertThat(first.get(10, TimeUnit.SECONDS).score()).containsExactly(1);
        assertThat(second.get(10, TimeUnit.SECONDS).score()).containsExactly(2);
        assertThat(third.get(10, TimeUnit.SECONDS).score()).containsExactly(3);
    }

    @Test
    void a_close_refuses_what_waits_and_lets_the_call_under_way_end() throws Exception {
        GatedScorer model = new GatedScorer();
        BatchingScorer batching = new BatchingScorer(model, new BatchConfig(100, 10, 1));
        Future<Scores> first = submit(batching, Scorer.FOREVER, 1);
        model.awaitCall();
        Future<Scores> second = queued(batching, 2);

        batching.close();

        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("gated/1 is retired and closed");
        assertFails(() -> batching.score(rows(3), 1), Category.UNAVAILABLE);
        model.let(1);
        assertThat(first.get(10, TimeUnit.SECONDS).score()).containsExactly(1);
    }

    @Test
    void a_row_that_the_engine_cannot_bear_fails_its_own_request_alone() throws Exception {
        GatedScorer model = new GatedScorer();
        model.before(
                call -> {
                    if (call.contains(13f)) {
                        throw new FeedrankException(Category.INTERNAL, "thirteen");
                    }
                });
        BatchingScorer batching = new BatchingScorer(model, new BatchConfig(100, 10, 1));
        Future<Scores> first = submit(batching, Scorer.FOREVER, 1);
        model.awaitCall();
        Future<Scores> second = queued(batching, 2);
        Future<Scores> bad = queued(batching, 13);
        Future<Scores> notANumber = queued(batching, Float.NaN, 3);

        model.let(100);

        assertThat(first.get(10, TimeUnit.SECONDS).score()).containsExactly(1);
        assertThat(second.get(10, TimeUnit.SECONDS).score()).containsExactly(2);
        assertThat(notANumber.get(10, TimeUnit.SECONDS).score()).containsExactly(Float.NaN, 3);
        assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS)).hasMessageContaining("thirteen");
        assertThat(batching.score(rows(4), 1).score()).containsExactly(4);
    }

    @Test
    void an_interrupted_request_gets_its_scores_and_stays_interrupted() throws Exception {
        GatedScorer model = new GatedScorer();
        BatchingScorer batching = new BatchingScorer(model, new BatchConfig(100, 10, 1));
        Future<Scores> first = submit(batching, Scorer.FOREVER, 1);
        model.awaitCall();
        Future<Boolean> second =
                threads.submit(
                        () -> {
                            Thread.currentThread().interrupt();
                            return batching.score(rows(2), 1).score()[0] == 2
                                    && Thread.interrupted();
                        });
        model.let(2);
        assertThat(first.get(10, TimeUnit.SECONDS).score()).containsExactly(1);
        assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void many_threads_each_get_exactly_the_scores_of_their_own_rows() throws Exception {
        BatchingScorer batching =
                new BatchingScorer(GatedScorer.open(), new BatchConfig(40, 1_000, 2));
        List<Future<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < 16; client++) {
            Random random = new Random(client);
            float base = client * 1_000_000f;
            clients.add(
                    threads.submit(
                            () -> {
                                int refused = 0;
                                for (int call = 0; call < 2_000; call++) {
                                    float[] own = new float[1 + random.nextInt(12)];
                                    for (int i = 0; i < own.length; i++) {
                                        own[i] = base + random.nextInt(1_000_000);
                                    }
                                    Duration patience =
                                            random.nextInt(10) == 0
                                                    ? Duration.ofNanos(random.nextInt(50_000))
                                                    : Scorer.FOREVER;
                                    try {
                                        Scores scores =
                                                batching.score(rows(own), own.length, patience);
                                        assertThat(scores.score()).containsExactly(own);
                                        assertThat(scores.heads().get("click"))
                                                .containsExactly(own);
                                    } catch (FeedrankException e) {
                                        assertThat(e.category()).isEqualTo(Category.TIMEOUT);
                                        assertThat(patience).isNotEqualTo(Scorer.FOREVER);
                                        refused++;
                                    }
                                }
                                return refused;
                            }));
        }
        for (Future<Integer> client : clients) {
            assertThat(client.get(60, TimeUnit.SECONDS)).isLessThan(400);
        }
    }

    @Test
    void rows_that_are_too_few_are_refused_before_they_spoil_a_call() {
        BatchingScorer batching =
                new BatchingScorer(GatedScorer.open(), new BatchConfig(100, 10, 1));

        assertThatThrownBy(() -> batching.score(new float[3], 2))
                .hasMessage("got 3 floats for 2 rows, expected 2 a row");
    }

    private Future<Scores> submit(BatchingScorer batching, Duration patience, float... first) {
        return threads.submit(() -> batching.score(rows(first), first.length, patience));
    }

    /** Submits, and returns when the request waits in the queue. */
    private Future<Scores> queued(BatchingScorer batching, float... first) {
        Thread[] thread = new Thread[1];
        Future<Scores> result =
                threads.submit(
                        () -> {
                            thread[0] = Thread.currentThread();
                            return batching.score(rows(first), first.length);
                        });
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () ->
                                thread[0] != null
                                        && !waiting.contains(thread[0])
                                        && thread[0].getState() == Thread.State.TIMED_WAITING);
        waiting.add(thread[0]);
        return result;
    }

    private static void assertFails(ThrowingCallable call, Category category) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FeedrankException.class, e -> assertThat(e.category()).isEqualTo(category));
    }

    private static float[] rows(float... first) {
        float[] rows = new float[2 * first.length];
        for (int i = 0; i < first.length; i++) {
            rows[2 * i] = first[i];
            rows[2 * i + 1] = -1;
        }
        return rows;
    }
}
