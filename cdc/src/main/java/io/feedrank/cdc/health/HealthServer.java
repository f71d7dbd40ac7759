package io.feedrank.cdc.health;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.feedrank.feature.config.FeedrankException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics}. Live as long as it answers. */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor;

    private HealthServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Binds and answers.
     *
     * @throws FeedrankException UNAVAILABLE when the port is taken
     */
    public static HealthServer start(
            String host, int port, CaptureStatus status, CaptureMetrics metrics) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new FeedrankException(
                    FeedrankException.Category.UNAVAILABLE,
                    "cannot listen on cdc.port " + host + ":" + port,
                    e);
        }
        ExecutorService executor =
                Executors.newFixedThreadPool(
                        2,
                        task -> {
                            Thread thread = new Thread(task, "cdc-health");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.setExecutor(executor);
        server.createContext(
                "/health/live",
                exchange -> answer(exchange, 200, "application/json", json(status)));
        server.createContext(
                "/health/ready",
                exchange ->
                        answer(
                                exchange,
                                status.report().ready() ? 200 : 503,
                                "application/json",
                                json(status)));
        server.createContext(
                "/metrics",
                exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
        server.start();
        return new HealthServer(server, executor);
    }

    /** The port it listens on, which is a free one when it was asked for 0. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static String json(CaptureStatus status) {
        CaptureStatus.Report report = status.report();
        return "{\"ready\":"
                + report.ready()
                + ",\"phase\":\""
                + report.phase()
                + "\",\"reason\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(report.reason()))
                + "\"}";
    }

    private static void answer(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
