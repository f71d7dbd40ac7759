package io.feedrank.ranking.api.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.proto.v1.StageTiming;
import io.feedrank.proto.v1.Verdict;
import io.feedrank.ranking.api.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of feeds and verdicts. */
final class FeedJson {
    private static final double MICROS_A_MILLI = 1_000;

    private FeedJson() {}

    /** What part of a snapshot an answer shows. */
    record Page(int offset, int limit, boolean explain) {}

    /** One page of {@code answer}; posts that were withdrawn since it was ranked are left out. */
    static ObjectNode feed(Answer answer, Page page, Instant servedAt) {
        FeedResponse snapshot = answer.snapshot();
        List<FeedItem> all = snapshot.getItemsList();
        int end = Math.min(all.size(), page.offset() + page.limit());
        ObjectNode node = Json.object();
        node.put("request_id", snapshot.getRequestId());
        node.put("user_id", snapshot.getUserId());
        node.put("served_by", servedBy(snapshot.getServedBy()));
        node.put("model", emptyToNull(snapshot.getModel()));
        if (snapshot.getFreshnessMs() < 0) {
            node.putNull("freshness_ms");
        } else {
            node.put("freshness_ms", snapshot.getFreshnessMs());
        }
        node.put("served_at", servedAt.toString());
        ArrayNode items = node.putArray("items");
        for (FeedItem item : all.subList(Math.min(page.offset(), end), end)) {
            if (!answer.cards().withdrawn(item.getPostId())) {
                items.add(item(item, answer.cards().post(item.getPostId())));
            }
        }
        node.put(
                "next_cursor",
                answer.stored() && end < all.size()
                        ? new Cursor(snapshot.getRequestId(), end).encode()
                        : null);
        stages(node, snapshot);
        snapshot.getDegradedList().forEach(node.putArray("degraded")::add);
        if (page.explain()) {
            ArrayNode verdicts = node.putArray("verdicts");
            snapshot.getVerdictsList().forEach(verdict -> verdicts.add(verdict(verdict)));
        }
        return node;
    }

    /** Everything the snapshot's trail says of one post. */
    static ObjectNode explanation(FeedResponse snapshot, String postId) {
        ObjectNode node = Json.object();
        node.put("request_id", snapshot.getRequestId());
        node.put("user_id", snapshot.getUserId());
        node.put("post_id", postId);
        node.put("served_by", servedBy(snapshot.getServedBy()));
        node.put("model", emptyToNull(snapshot.getModel()));
        ArrayNode verdicts = node.putArray("verdicts");
        snapshot.getVerdictsList().stream()
                .filter(verdict -> verdict.getPostId().equals(postId))
                .forEach(verdict -> verdicts.add(verdict(verdict)));
        node.putNull("item");
        snapshot.getItemsList().stream()
                .filter(item -> item.getPostId().equals(postId))
                .findFirst()
                .ifPresent(item -> node.set("item", item(item, null)));
        node.put("summary", summary(snapshot, node));
        return node;
    }

    /** Its name in the contract: full, fallback, cached, trending. */
    static String servedBy(ServedBy servedBy) {
        return switch (servedBy) {
            case SERVED_BY_FULL -> "full";
            case SERVED_BY_FALLBACK -> "fallback";
            case SERVED_BY_CACHED -> "cached";
            case SERVED_BY_TRENDING -> "trending";
            case SERVED_BY_UNSPECIFIED, UNRECOGNIZED -> "unknown";
        };
    }

    private static String summary(FeedResponse snapshot, ObjectNode node) {
        if (!node.get("item").isNull()) {
            return "served at rank " + node.get("item").get("rank").asInt();
        }
        if (!node.get("verdicts").isEmpty()) {
            var last = node.get("verdicts").get(node.get("verdicts").size() - 1);
            return "removed by " + last.get("stage").asText() + ": " + last.get("reason").asText();
        }
        return snapshot.getVerdictsCount() == 0
                ? "this feed was served as "
                        + servedBy(snapshot.getServedBy())
                        + " and has no verdict trail"
                : "never a candidate: no source proposed it";
    }

    private static ObjectNode item(FeedItem item, @Nullable Post post) {
        ObjectNode node = Json.object();
        node.put("post_id", item.getPostId());
        node.put("rank", item.getRank());
        putFinite(node, "score", item.getScore());
        item.getSourcesList().forEach(node.putArray("sources")::add);
        ObjectNode predictions = node.putObject("predictions");
        new TreeMap<>(item.getPredictionsMap())
                .forEach(
                        (head, value) -> {
                            if (Float.isFinite(value)) {
                                predictions.put(head, value);
                            }
                        });
        node.put("title", post == null ? null : emptyToNull(post.title()));
        node.put("author_id", post == null ? emptyToNull(item.getAuthorId()) : post.authorId());
        node.put("topic", emptyToNull(post == null ? item.getTopic() : post.topic()));
        return node;
    }

    private static ObjectNode verdict(Verdict verdict) {
        ObjectNode node = Json.object();
        node.put("post_id", verdict.getPostId());
        node.put("stage", verdict.getStage());
        node.put("reason", verdict.getReason());
        putFinite(node, "score", verdict.getScore());
        verdict.getSourcesList().forEach(node.putArray("sources")::add);
        return node;
    }

    private static void stages(ObjectNode node, FeedResponse snapshot) {
        ObjectNode timings = node.putObject("timings_ms");
        ArrayNode stages = node.putArray("stages");
        for (StageTiming stage : snapshot.getStagesList()) {
            double ms = stage.getMicros() / MICROS_A_MILLI;
            timings.put(stage.getName(), timings.path(stage.getName()).asDouble(0) + ms);
            stages.addObject()
                    .put("name", stage.getName())
                    .put("in", stage.getCandidatesIn())
                    .put("out", stage.getCandidatesOut())
                    .put("ms", ms)
                    .put("note", emptyToNull(stage.getNote()));
        }
    }

    private static void putFinite(ObjectNode node, String field, double value) {
        if (Double.isFinite(value)) {
            node.put(field, value);
        } else {
            node.putNull(field);
        }
    }

    private static @Nullable String emptyToNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
