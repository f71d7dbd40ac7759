package io.feedrank.ranking.training.evaluation;

import java.util.Map;

/**
 * A ranked impression of the test.
 *
 * @param scores by ranker, in the order of its posts
 * @param activity clicks and reads of its user that had counted
 * @param rows inputs of the models; empty when they were not kept
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Judged(
        LoggedImpression impression, Map<String, float[]> scores, int activity, float[] rows) {}
