package io.feedrank.ranking.api.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.ranking.api.http.Call;
import io.feedrank.ranking.api.http.Json;
import io.feedrank.ranking.api.http.Reply;
import io.feedrank.ranking.api.http.Route;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * {@code /health/live}, {@code /health/ready}, {@code /metrics}, {@code /openapi.json} and {@code
 * /}.
 */
public final class OperationsRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /** The page brings everything along, so nothing else may run in it. */
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Readiness readiness;
    private final ApiMetrics metrics;
    private final Clock clock;
    private final byte[] openApi = Json.bytes(OpenApi.load());
    private final byte[] page = Resources.bytes("page.html");

    public OperationsRoutes(Readiness readiness, ApiMetrics metrics, Clock clock) {
        this.readiness = readiness;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.unlimited("/health/live", this::live),
                Route.unlimited("/health/ready", this::ready),
                Route.unlimited("/metrics", this::metrics),
                Route.unlimited("/openapi.json", call -> Reply.ok("application/json", openApi)),
                Route.unlimited("/", this::page));
    }

    private Reply live(Call call) {
        return Reply.json(200, Json.object().put("live", true));
    }

    private Reply ready(Call call) {
        Map<String, String> checks = readiness.checks();
        boolean ready = checks.values().stream().allMatch(Readiness.OK::equals);
        ObjectNode node = Json.object();
        node.put("ready", ready);
        checks.forEach(node.putObject("checks")::put);
        node.put("now", clock.instant().toString());
        return Reply.json(ready ? 200 : 503, node);
    }

    private Reply metrics(Call call) {
        return Reply.ok(PROMETHEUS, metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }

    private Reply page(Call call) {
        return new Reply(
                200,
                "text/html; charset=utf-8",
                page,
                Map.of(
                        "Content-Security-Policy",
                        PAGE_POLICY,
                        "X-Content-Type-Options",
                        "nosniff"));
    }
}
