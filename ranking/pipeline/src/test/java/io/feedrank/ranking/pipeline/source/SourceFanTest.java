package io.feedrank.ranking.pipeline.source;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.ranking.pipeline.InMemoryOnlineStore;
import io.feedrank.ranking.pipeline.Limits;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.user.UserReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class SourceFanTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final CountDownLatch released = new CountDownLatch(1);
    private final CandidateSource quick = source("quick", () -> Proposal.of(List.of("p1")));
    private final CandidateSource failing =
            source(
                    "failing",
                    () -> {
                        throw new IllegalStateException("down");
                    });
    private final CandidateSource stuck =
            source(
                    "stuck",
                    () -> {
                        awaitRelease();
                        return Proposal.of(List.of("late"));
                    });

    @Test
    void sources_answer_in_the_order_of_the_limits_and_one_that_fails_says_why() {
        try (SourceFan fan = fan(List.of("failing", "quick"), LONG, 4)) {
            List<SourceAnswer> answers = fan.ask(request(), LONG);
            assertThat(answers)
                    .extracting(SourceAnswer::source)
                    .containsExactly("failing", "quick");
            assertThat(answers.get(0))
                    .isInstanceOfSatisfying(
                            SourceAnswer.Failed.class,
                            failed -> assertThat(failed.cause()).hasMessage("down"));
            assertThat(proposed(answers.get(1))).containsExactly("p1");
        }
    }

    @Test
    void a_source_that_hangs_is_abandoned_and_the_others_are_still_heard() {
        try (SourceFan fan = fan(List.of("stuck", "quick"), SHORT, 4)) {
            List<SourceAnswer> answers = fan.ask(request(), LONG);
            assertThat(answers.get(0)).isInstanceOf(SourceAnswer.Abandoned.class);
            assertThat(proposed(answers.get(1))).containsExactly("p1");
        } finally {
            released.countDown();
        }
    }

    @Test
    void nobody_waits_longer_than_half_of_what_the_request_has_left() {
        try (SourceFan fan = fan(List.of("stuck"), LONG, 4)) {
            List<SourceAnswer> answers = fan.ask(request(), SHORT.multipliedBy(2));
            assertThat(answers.get(0))
                    .isInstanceOfSatisfying(
                            SourceAnswer.Abandoned.class,
                            abandoned -> assertThat(abandoned.after()).isEqualTo(SHORT));
        } finally {
            released.countDown();
        }
    }

    @Test
    void a_source_that_hangs_is_not_asked_by_more_requests_than_its_bulkhead_lets_in() {
        try (SourceFan fan = fan(List.of("stuck", "quick"), SHORT, 2)) {
            fan.ask(request(), LONG);
            fan.ask(request(), LONG);
            List<SourceAnswer> third = fan.ask(request(), LONG);
            assertThat(third.get(0)).isEqualTo(new SourceAnswer.Refused("stuck", 2));
            assertThat(proposed(third.get(1))).containsExactly("p1");
        } finally {
            released.countDown();
        }
    }

    @Test
    void an_abandoned_source_that_ends_at_last_gives_its_place_back() {
        try (SourceFan fan = fan(List.of("stuck"), SHORT, 1)) {
            assertThat(fan.ask(request(), LONG).get(0)).isInstanceOf(SourceAnswer.Abandoned.class);
            assertThat(fan.ask(request(), LONG).get(0)).isInstanceOf(SourceAnswer.Refused.class);
            released.countDown();
            await().atMost(LONG)
                    .until(() -> fan.ask(request(), LONG).get(0) instanceof SourceAnswer.Proposed);
        }
    }

    private SourceFan fan(List<String> names, Duration timeout, int concurrent) {
        return new SourceFan(List.of(quick, failing, stuck), Limits.of(names, timeout, concurrent));
    }

    private static List<String> proposed(SourceAnswer answer) {
        return ((SourceAnswer.Proposed) answer).proposal().postIds();
    }

    /** Does not even listen to an interrupt. */
    private void awaitRelease() {
        boolean waiting = true;
        while (waiting) {
            try {
                released.await();
                waiting = false;
            } catch (InterruptedException e) {
                // Hangs on.
            }
        }
    }

    private static CandidateSource source(String name, Supplier<Proposal> proposal) {
        return new CandidateSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Proposal propose(SourceRequest request) {
                return proposal.get();
            }
        };
    }

    private static SourceRequest request() {
        return new SourceRequest(
                new UserReader(new InMemoryOnlineStore()).read("u1"),
                "",
                "",
                RetrievalFilter.alive(NOON),
                Set.of(),
                new SourceRequest.Moment("r1", NOON, Instant.MAX));
    }
}
