package io.feedrank.ranking.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedrank.ranking.training.TrainingProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real impressions: two days to learn from, one to be judged on. */
class HeldOutDaysTest {
    private static final Instant FROM = Instant.parse("2023-05-20T07:00:00Z");
    private static final Instant UNTIL = Instant.parse("2023-05-21T07:00:00Z");

    @TempDir private Path directory;

    @Test
    void the_baselines_are_as_strong_as_they_are_known_to_be_and_the_ranker_stronger() {
        String data = System.getenv("FEEDRANK_DATA");
        assumeTrue(
                data != null, "skipped: FEEDRANK_DATA does not name a folder that holds ebnerd/");
        HeldOutDays days = HeldOutDays.split(Path.of(data, "ebnerd"), directory, FROM, UNTIL);

        EvaluationResult result =
                OfflineEvaluation.ofStandardRanker(
                                new EvaluationRequest(
                                        days.train(),
                                        days.test(),
                                        EvaluationRequest.Options.of(7),
                                        TrainingProgress.NONE))
                        .run();

        // What others measured with the week on the week after: newest .562, clicks so far .651,
        // clicks with a half-life of six hours .719, a listwise linear model .746.
        Map<String, Figures> baselines = result.baselines();
        assertThat(auc(baselines, Rankers.NEWEST)).isCloseTo(0.562, within(0.03));
        assertThat(auc(baselines, Rankers.CLICKS)).isCloseTo(0.651, within(0.03));
        assertThat(auc(baselines, Rankers.DECAYED)).isCloseTo(0.719, within(0.02));
        assertThat(auc(baselines, Rankers.LINEAR)).isCloseTo(0.746, within(0.02));
        assertThat(result.gainOverLinear().getOrDefault("auc", new double[3])[0])
                .as("low end of what the ranker is above the linear model")
                .isGreaterThan(0.01);
        assertThat(auc(result.served(), Level.FULL.id()))
                .as("what feeds are served by, without anything relative to the list")
                .isGreaterThan(auc(baselines, Rankers.LINEAR));
    }

    private static double auc(Map<String, Figures> figures, String name) {
        Figures found = figures.get(name);
        return found == null ? Double.NaN : found.auc();
    }
}
