package io.feedrank.ranking.function;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.statefun.sdk.java.handler.RequestReplyHandler;
import org.apache.flink.statefun.sdk.java.slice.Slice;
import org.apache.flink.statefun.sdk.java.slice.Slices;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * StateFun's request-reply protocol over HTTP. Calls are read on the I/O threads and ranked on the
 * pool; when that is full the I/O thread answers them with the function that sheds.
 */
final class StatefunHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StatefunHandler.class);
    private static final String CONTENT_TYPE = "application/octet-stream";

    private final Executor pool;
    private final RequestReplyHandler ranking;
    private final RequestReplyHandler shedding;

    /**
     * A handler.
     *
     * @param pool bounded; refuses what it has no room for
     */
    StatefunHandler(Executor pool, RequestReplyHandler ranking, RequestReplyHandler shedding) {
        this.pool = pool;
        this.ranking = ranking;
        this.shedding = shedding;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullBytes(this::received);
    }

    private void received(HttpServerExchange exchange, byte[] body) {
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> handOver(exchange, body));
    }

    private void handOver(HttpServerExchange exchange, byte[] body) {
        try {
            pool.execute(() -> answer(exchange, body, ranking));
        } catch (RejectedExecutionException e) {
            answer(exchange, body, shedding);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // send sees to failures
    private static void answer(
            HttpServerExchange exchange, byte[] body, RequestReplyHandler handler) {
        try {
            handler.handle(Slices.wrap(body))
                    .whenComplete((reply, failure) -> send(exchange, reply, failure));
        } catch (RuntimeException e) {
            send(exchange, null, e);
        }
    }

    private static void send(
            HttpServerExchange exchange, @Nullable Slice reply, @Nullable Throwable failure) {
        if (reply == null) {
            LOG.error("a call that is no StateFun call, or a defect", failure);
            exchange.setStatusCode(StatusCodes.INTERNAL_SERVER_ERROR).endExchange();
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, CONTENT_TYPE);
        exchange.getResponseSender().send(reply.asReadOnlyByteBuffer());
    }
}
