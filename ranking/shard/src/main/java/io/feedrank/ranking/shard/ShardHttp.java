package io.feedrank.ranking.shard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Health and metrics over HTTP, for those who look after the process. */
final class ShardHttp implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** What there is to be seen. */
    record View(BooleanSupplier ready, Supplier<String> describe, Supplier<String> metrics) {}

    /**
     * A server that answers from now on.
     *
     * @throws FeedrankException UNAVAILABLE when the port is taken
     */
    ShardHttp(ShardConfig.Listen listen, View view) {
        try {
            server = HttpServer.create(new InetSocketAddress(listen.host(), listen.httpPort()), 16);
        } catch (IOException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "cannot listen on shard.http-port " + listen.host() + ":" + listen.httpPort(),
                    e);
        }
        server.createContext("/health/live", call -> send(call, 200, "{\"live\":true}"));
        server.createContext(
                "/health/ready",
                call -> send(call, view.ready().getAsBoolean() ? 200 : 503, view.describe().get()));
        server.createContext("/metrics", call -> send(call, 200, view.metrics().get()));
        server.setExecutor(thread);
        server.start();
    }

    /** The port it listens on. */
    int port() {
        return server.getAddress().getPort();
    }

    private static void send(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders()
                .set(
                        "Content-Type",
                        body.startsWith("{")
                                ? "application/json"
                                : "text/plain; version=0.0.4; charset=utf-8");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
