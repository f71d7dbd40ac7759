package io.feedrank.ranking.function;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.function.Supplier;

/** The paths of the service. */
final class ServiceRoutes {
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private ServiceRoutes() {}

    static HttpHandler of(HttpHandler statefun, Readiness readiness, Supplier<String> metrics) {
        return Handlers.path()
                .addExactPath("/statefun", statefun)
                .addExactPath("/health/live", exchange -> send(exchange, JSON, "{\"live\":true}"))
                .addExactPath(
                        "/health/ready",
                        new BlockingHandler(exchange -> ready(exchange, readiness)))
                .addExactPath(
                        "/metrics",
                        new BlockingHandler(exchange -> send(exchange, PROMETHEUS, metrics.get())));
    }

    private static void ready(HttpServerExchange exchange, Readiness readiness) {
        Readiness.Report report = readiness.report();
        exchange.setStatusCode(report.ready() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE);
        send(exchange, JSON, report.json());
    }

    private static void send(HttpServerExchange exchange, String type, String body) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseSender().send(body);
    }
}
