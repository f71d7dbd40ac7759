package io.feedrank.ranking.api.ranker;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeedResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Requests that wait for their answer, by request id. Thread-safe; no thread waits. */
final class PendingReplies {
    private final Map<String, CompletableFuture<FeedResponse>> waiting = new ConcurrentHashMap<>();

    /** Fails with TIMEOUT when no answer came in time. */
    CompletableFuture<FeedResponse> expect(String requestId, Duration timeout) {
        CompletableFuture<FeedResponse> reply = new CompletableFuture<>();
        waiting.put(requestId, reply);
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> fail(requestId, late(timeout)));
        return reply;
    }

    /** False when nobody waits for it, because it is late or a duplicate. */
    boolean complete(FeedResponse response) {
        CompletableFuture<FeedResponse> reply = waiting.remove(response.getRequestId());
        return reply != null && reply.complete(response);
    }

    void fail(String requestId, FeedrankException failure) {
        CompletableFuture<FeedResponse> reply = waiting.remove(requestId);
        if (reply != null) {
            reply.completeExceptionally(failure);
        }
    }

    int size() {
        return waiting.size();
    }

    private static FeedrankException late(Duration timeout) {
        return new FeedrankException(
                Category.TIMEOUT, "no answer within " + timeout.toMillis() + " ms");
    }
}
