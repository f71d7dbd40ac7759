package io.feedrank.ranking.api.feed;

import io.feedrank.feature.online.FeedStore;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.ranking.api.http.Problem;
import io.feedrank.ranking.api.http.ProblemType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Served snapshots, read back off the server's threads. */
final class Snapshots {
    private final FeedStore feeds;
    private final Executor workers;

    Snapshots(FeedStore feeds, Executor workers) {
        this.feeds = feeds;
        this.workers = workers;
    }

    /** The snapshot of a request; fails with the problem of {@code missing} when it is gone. */
    CompletableFuture<FeedResponse> served(String requestId, ProblemType missing, String whatToDo) {
        return CompletableFuture.supplyAsync(
                () ->
                        feeds.served(requestId)
                                .orElseThrow(
                                        () ->
                                                Problem.of(
                                                                missing,
                                                                "request "
                                                                        + requestId
                                                                        + ": no snapshot, it was never served or its hour is over; "
                                                                        + whatToDo)
                                                        .exception()),
                workers);
    }
}
