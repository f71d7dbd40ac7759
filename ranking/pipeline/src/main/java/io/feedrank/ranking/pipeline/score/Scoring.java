package io.feedrank.ranking.pipeline.score;

import io.feedrank.proto.v1.ServedBy;
import io.feedrank.ranking.pipeline.scoring.Scores;
import java.util.List;

/**
 * What a model said, and which one it was.
 *
 * @param servedBy FULL for the production model, FALLBACK for the small one
 * @param notFinite number of scores that are no numbers to rank by
 * @param passedOver models that were there and failed, with the reason
 */
public record Scoring(
        ServedBy servedBy, String model, Scores scores, int notFinite, List<String> passedOver) {}
