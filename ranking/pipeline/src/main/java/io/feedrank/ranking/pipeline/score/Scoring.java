package io.feedrank.ranking.pipeline.score;

import io.feedrank.proto.v1.ServedBy;
import io.feedrank.ranking.pipeline.scoring.Scores;
import java.util.List;

/**
 * What a model said, and which one it was.
 *
 * @param servedBy FULL for the production model and a canary, FALLBACK for the small one
 * @param notFinite number of scores that are no numbers to rank by
 * @param attempts every model that was asked, in that order; the last one's scores were taken
 */
public record Scoring(
        ServedBy servedBy, String model, Scores scores, int notFinite, List<Attempt> attempts) {
    public Scoring {
        attempts = List.copyOf(attempts);
    }

    /** Models that were there and failed, with the reason. */
    public List<String> passedOver() {
        return attempts.stream()
                .filter(attempt -> attempt.failure().isPresent())
                .map(attempt -> attempt.alias().id() + ": " + attempt.failure().orElse(""))
                .toList();
    }
}
