package io.feedrank.ranking.function;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeedRequest;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.statefun.sdk.java.Context;
import org.apache.flink.statefun.sdk.java.StatefulFunction;
import org.apache.flink.statefun.sdk.java.message.Message;

/**
 * Stands in for the ranker when too many requests wait: answers at once that there is no time, and
 * touches no state.
 */
final class SheddingFunction implements StatefulFunction {
    private final DeadLetters deadLetters;
    private final Clock clock;
    private final ServiceMetrics metrics;

    SheddingFunction(DeadLetters deadLetters, Clock clock, ServiceMetrics metrics) {
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public CompletableFuture<Void> apply(Context context, Message message) {
        metrics.shed();
        try {
            FeedRequest request = RequestReader.read(message);
            context.send(
                    RankerTypes.reply(
                            request.getReplyTopic(),
                            context.self().id(),
                            ErrorFeeds.of(
                                    request,
                                    Category.UNAVAILABLE,
                                    "too many requests wait to be ranked",
                                    clock.instant())));
        } catch (FeedrankException e) {
            deadLetters.bury(
                    context.self().id(),
                    message.rawValue().toByteArray(),
                    String.valueOf(e.getMessage()));
        }
        return context.done();
    }
}
