package io.feedrank.ranking.pipeline.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.ranking.pipeline.FakeModels;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.Scores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrialsTest {
    private static final FeatureRows ROWS =
            new FeatureRows(new float[] {1, 2, 3, 4}, 2, List.of("a", "b"));
    private static final Scorer GOOD = FakeModels.scorer("good/1", List.of("a"), row -> row[0]);
    private static final LadderConfig HALF =
            new LadderConfig(new CanaryShare(50), Duration.ofMillis(100), 100);
    private static final FeatureLogEntry LOG =
            FeatureLogEntry.newBuilder()
                    .setRequestId("r1")
                    .setUserId("u1")
                    .addRows(FeatureLogRow.newBuilder().setPostId("second"))
                    .addRows(FeatureLogRow.newBuilder().setPostId("first"))
                    .build();

    @Test
    void the_canary_ranks_for_its_share_of_the_users_and_production_for_all_others() {
        Scorer canary = FakeModels.scorer("new/1", List.of("b"), row -> row[0]);
        try (ModelLadder ladder = ladder(Optional.of(canary))) {
            for (int i = 0; i < 50; i++) {
                Scoring scoring = ladder.score(ROWS, call("user-" + i));
                boolean tries = HALF.canary().takes("user-" + i, "new/1");
                assertThat(scoring.model()).isEqualTo(tries ? "new/1" : "good/1");
                assertThat(scoring.servedBy()).isEqualTo(ServedBy.SERVED_BY_FULL);
                assertThat(scoring.scores().score())
                        .containsExactly(tries ? new float[] {2, 4} : new float[] {1, 3});
                assertThat(scoring.passedOver()).isEmpty();
            }
        }
    }

    @Test
    void a_canary_with_a_score_that_is_no_number_ranks_for_nobody_and_its_failure_is_told() {
        Scorer canary =
                FakeModels.scorer("nan/1", List.of("a"), row -> row[0] > 1 ? Float.NaN : row[0]);
        assertPassedOver(canary, "1 of 2 scores are not finite");
    }

    @Test
    void a_canary_that_throws_ranks_for_nobody() {
        Scorer canary =
                FakeModels.scorer(
                        "broken/1",
                        List.of("a"),
                        row -> {
                            throw new IllegalStateException("no way");
                        });
        assertPassedOver(canary, "no way");
    }

    @Test
    void a_canary_that_wants_a_column_there_is_none_of_ranks_for_nobody() {
        assertPassedOver(
                FakeModels.scorer("wide/1", List.of("a", "b", "c"), row -> row[0]),
                "the model reads column 'c'");
    }

    @Test
    void a_canary_that_does_not_answer_costs_its_users_no_more_than_its_budget() {
        CountDownLatch never = new CountDownLatch(1);
        Scorer canary =
                FakeModels.scorer(
                        "stuck/1",
                        List.of("a"),
                        row -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return 0f;
                        });
        assertPassedOver(canary, "gave nothing within 100 ms");
        never.countDown();
    }

    @Test
    void the_shadow_scores_a_copy_and_tells_the_log_what_it_says_of_the_posts_served() {
        Scorer shadow = FakeModels.scorer("new/1", List.of("b"), row -> 10 * row[0]);
        List<FeatureLogEntry> said = new CopyOnWriteArrayList<>();
        try (ShadowTraffic traffic =
                new ShadowTraffic(
                        new TrialModels(GOOD, Optional.empty(), Optional.of(shadow)),
                        new ModelInputs(),
                        100,
                        said::add)) {
            assertThat(traffic.wanted()).isTrue();
            traffic.offer(new ShadowTraffic.Copy(LOG, ROWS, new int[] {1, 0}));

            await().atMost(Duration.ofSeconds(10)).until(() -> !said.isEmpty());
        }
        FeatureLogEntry entry = said.get(0);
        assertThat(entry.getRequestId()).isEmpty();
        assertThat(entry.getShadowOf()).isEqualTo("r1");
        assertThat(entry.getModel()).isEqualTo("new/1");
        assertThat(entry.getRowsList())
                .extracting(FeatureLogRow::getPostId)
                .containsExactly("second", "first");
        assertThat(entry.getRowsList())
                .extracting(FeatureLogRow::getScore)
                .containsExactly(40f, 20f);
        assertThat(entry.getAttempts(0).getAlias()).isEqualTo("shadow");
        assertThat(entry.getAttempts(0).getFailure()).isEmpty();
        assertThat(entry.getAttempts(0).getRows()).isEqualTo(2);
    }

    @Test
    void a_shadow_that_hangs_holds_up_nobody_and_copies_without_room_are_left_out() {
        CountDownLatch release = new CountDownLatch(1);
        Scorer shadow = new StuckScorer(release);
        List<FeatureLogEntry> said = new CopyOnWriteArrayList<>();
        try (ShadowTraffic traffic =
                new ShadowTraffic(
                        new TrialModels(GOOD, Optional.empty(), Optional.of(shadow)),
                        new ModelInputs(),
                        100,
                        said::add)) {
            for (int i = 0; i < 100; i++) {
                traffic.offer(new ShadowTraffic.Copy(LOG, ROWS, new int[] {1, 0}));
            }
            assertThat(traffic.leftOut()).isGreaterThanOrEqualTo(95);
            release.countDown();
            await().atMost(Duration.ofSeconds(10)).until(() -> !said.isEmpty());
        }
        assertThat(said.get(0).getAttempts(0).getFailure()).isEqualTo("stuck");
        assertThat(said.get(0).getRowsCount()).isZero();
    }

    private static void assertPassedOver(Scorer canary, String reason) {
        String user =
                IntStream.range(0, 100)
                        .mapToObj(i -> "user-" + i)
                        .filter(each -> HALF.canary().takes(each, canary.model()))
                        .findFirst()
                        .orElseThrow();
        try (ModelLadder ladder = ladder(Optional.of(canary))) {
            Scoring scoring = ladder.score(ROWS, call(user));

            assertThat(scoring.model()).isEqualTo("good/1");
            assertThat(scoring.servedBy()).isEqualTo(ServedBy.SERVED_BY_FULL);
            assertThat(scoring.passedOver())
                    .singleElement()
                    .asString()
                    .startsWith("canary: ")
                    .contains(reason);
            assertThat(scoring.attempts())
                    .extracting(Attempt::alias)
                    .containsExactly(Alias.CANARY, Alias.PRODUCTION);
        }
    }

    private static ModelLadder ladder(Optional<Scorer> canary) {
        return new ModelLadder(new TrialModels(GOOD, canary, Optional.empty()), HALF, entry -> {});
    }

    private static ScoringCall call(String user) {
        return new ScoringCall("r-" + user, user, Duration.ofSeconds(5));
    }

    private record StuckScorer(CountDownLatch release) implements Scorer {
        @Override
        public String model() {
            return "stuck/1";
        }

        @Override
        public List<String> columns() {
            return List.of("a");
        }

        @Override
        public Scores score(float[] rows, int count) {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("stuck");
        }
    }
}
