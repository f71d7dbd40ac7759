package io.feedrank.ranking.pipeline;

import io.feedrank.feature.change.Change.Post;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ModelAttempt;
import io.feedrank.ranking.pipeline.candidate.ScoredCandidate;
import io.feedrank.ranking.pipeline.score.Attempt;
import io.feedrank.ranking.pipeline.score.FeatureRows;
import io.feedrank.ranking.pipeline.score.Scoring;
import io.feedrank.ranking.pipeline.user.UserContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ranked feed on its way out.
 *
 * @param served in the order in which they are shown
 */
record Snapshot(
        RankingRequest request,
        Instant asOf,
        UserContext user,
        Scoring scoring,
        List<ScoredCandidate> served) {

    /**
     * The feed and its entry of the feature log.
     *
     * @param withVectors whether the log is to hold the posts' vectors
     */
    RankedFeed toFeed(FeatureRows rows, RequestTrace trace, boolean withVectors) {
        FeedResponse.Builder response =
                FeedResponse.newBuilder()
                        .setRequestId(request.requestId())
                        .setUserId(request.userId())
                        .setServedBy(scoring.servedBy())
                        .setModel(scoring.model())
                        .setFreshnessMs(freshnessMs())
                        .setRankedAtMs(asOf.toEpochMilli());
        for (int i = 0; i < served.size(); i++) {
            response.addItems(item(served.get(i), i + 1));
            trace.verdict(
                    "served",
                    "rank " + (i + 1),
                    served.get(i).hydrated().candidate(),
                    served.get(i).presentable());
        }
        trace.writeTo(response);
        return new RankedFeed(response.build(), Optional.of(log(rows, withVectors)));
    }

    private FeedItem item(ScoredCandidate candidate, int rank) {
        Post post = candidate.hydrated().post();
        FeedItem.Builder item =
                FeedItem.newBuilder()
                        .setPostId(candidate.postId())
                        .setRank(rank)
                        .setScore(candidate.presentable())
                        .addAllSources(candidate.hydrated().candidate().sources())
                        .setAuthorId(post.authorId())
                        .setTopic(post.topic());
        for (Map.Entry<String, float[]> head : scoring.scores().heads().entrySet()) {
            float prediction = head.getValue()[candidate.row()];
            if (Float.isFinite(prediction)) {
                item.putPredictions(head.getKey(), prediction);
            }
        }
        return item.build();
    }

    private long freshnessMs() {
        Instant newest = user.features().activity().newest();
        return newest.equals(Instant.EPOCH)
                ? -1
                : Math.max(0, asOf.toEpochMilli() - newest.toEpochMilli());
    }

    private FeatureLogEntry log(FeatureRows rows, boolean withVectors) {
        FeatureLogEntry.Builder entry =
                FeatureLogEntry.newBuilder()
                        .setRequestId(request.requestId())
                        .setUserId(request.userId())
                        .setScoredAtMs(asOf.toEpochMilli())
                        .setModel(scoring.model())
                        .addAllColumns(rows.columns())
                        .putAllUserVersions(user.provenance().versions());
        for (Attempt attempt : scoring.attempts()) {
            entry.addAttempts(
                    ModelAttempt.newBuilder()
                            .setAlias(attempt.alias().id())
                            .setModel(attempt.model())
                            .setMicros(attempt.took().toNanos() / 1_000)
                            .setFailure(attempt.failure().orElse(""))
                            .setRows(rows.count()));
        }
        LoggedVersions versions = new LoggedVersions(entry, withVectors);
        for (ScoredCandidate candidate :
                served.subList(0, Math.min(request.limit(), served.size()))) {
            FeatureLogRow.Builder row =
                    versions.addRow(candidate.hydrated()).setScore((float) candidate.score());
            for (float value : rows.row(candidate.row())) {
                row.addFeatures(value);
            }
        }
        return entry.build();
    }
}
