package io.feedrank.ranking.function;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.UserSession;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.statefun.sdk.java.Context;
import org.apache.flink.statefun.sdk.java.StatefulFunction;
import org.apache.flink.statefun.sdk.java.message.Message;

/**
 * {@code feedrank/ranker}: a user's requests, one at a time. It never fails, since StateFun would
 * call again for ever: what cannot be ranked is answered with an error, and what cannot be answered
 * is a dead letter. Blocks the calling thread.
 */
final class RankerFunction implements StatefulFunction {
    private final Responder responder;
    private final DeadLetters deadLetters;
    private final Clock clock;

    RankerFunction(Responder responder, DeadLetters deadLetters, Clock clock) {
        this.responder = responder;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Void> apply(Context context, Message message) {
        FeedRequest request;
        try {
            request = RequestReader.read(message);
        } catch (FeedrankException e) {
            deadLetters.bury(
                    context.self().id(),
                    message.rawValue().toByteArray(),
                    String.valueOf(e.getMessage()));
            return context.done();
        }
        if (request.getErase() && RequestReader.isOf(request, context)) {
            erase(context, request);
            return context.done();
        }
        UserSession session =
                context.storage()
                        .get(RankerTypes.SESSION)
                        .orElseGet(UserSession::getDefaultInstance);
        Responder.Reply reply =
                RequestReader.isOf(request, context)
                        ? responder.answer(request, session)
                        : ofAnother(request, session);
        if (!reply.session().equals(session)) {
            context.storage().set(RankerTypes.SESSION, reply.session());
        }
        context.send(
                RankerTypes.reply(request.getReplyTopic(), context.self().id(), reply.response()));
        return context.done();
    }

    /**
     * Lets go of the user's state; the answer names nobody but its key, and says that it is done.
     */
    private void erase(Context context, FeedRequest request) {
        context.storage().remove(RankerTypes.SESSION);
        FeedResponse done =
                FeedResponse.newBuilder()
                        .setRequestId(request.getRequestId())
                        .setFreshnessMs(-1)
                        .setRankedAtMs(clock.millis())
                        .build();
        context.send(RankerTypes.reply(request.getReplyTopic(), context.self().id(), done));
    }

    private Responder.Reply ofAnother(FeedRequest request, UserSession session) {
        return new Responder.Reply(
                ErrorFeeds.of(
                        request,
                        Category.BAD_INPUT,
                        "user_id: is not the key of the request",
                        clock.instant()),
                session);
    }
}
