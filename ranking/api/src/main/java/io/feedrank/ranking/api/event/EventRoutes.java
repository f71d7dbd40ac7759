package io.feedrank.ranking.api.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.ranking.api.config.EventsConfig;
import io.feedrank.ranking.api.http.Call;
import io.feedrank.ranking.api.http.Json;
import io.feedrank.ranking.api.http.Problem;
import io.feedrank.ranking.api.http.ProblemType;
import io.feedrank.ranking.api.http.Reply;
import io.feedrank.ranking.api.http.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** {@code POST /v1/events}: 202 once Kafka has the events. */
public final class EventRoutes {
    private final EventPublisher publisher;
    private final EventsConfig config;
    private final EventBatchParser parser;
    private final Executor workers;
    private final Counter accepted;
    private final Counter rejected;
    private final Counter failed;

    /** Which events are taken: by their time, and by who they are of. */
    public record Intake(Clock clock, Predicate<String> erased) {}

    /**
     * Wires the route.
     *
     * @param workers parse and answer
     */
    public EventRoutes(
            EventPublisher publisher,
            EventsConfig config,
            Intake intake,
            MeterRegistry metrics,
            Executor workers) {
        this.publisher = publisher;
        this.config = config;
        this.parser = new EventBatchParser(config, intake.clock(), intake.erased());
        this.workers = workers;
        this.accepted = metrics.counter("feedrank.events", "outcome", "accepted");
        this.rejected = metrics.counter("feedrank.events", "outcome", "rejected");
        this.failed = metrics.counter("feedrank.events", "outcome", "failed");
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(Route.post("/v1/events", this::events));
    }

    private CompletionStage<Reply> events(Call call) {
        call.allowOnly();
        String mediaType = call.mediaType();
        byte[] body = call.body(config.maxBodyBytes());
        return CompletableFuture.supplyAsync(() -> parser.parse(mediaType, body), workers)
                .thenCompose(this::publish);
    }

    private CompletionStage<Reply> publish(EventBatch batch) {
        rejected.increment(batch.rejected().size());
        if (batch.accepted().isEmpty()) {
            throw new Problem(
                            ProblemType.BAD_INPUT,
                            "none of " + batch.rejected().size() + " events is valid",
                            Map.of("rejected", rejections(batch)))
                    .exception();
        }
        return publisher
                .publish(batch.accepted())
                // The producer's own thread sends records; answers are written on others.
                .whenCompleteAsync(
                        (done, failure) ->
                                (failure == null ? accepted : failed)
                                        .increment(batch.accepted().size()),
                        workers)
                .thenApply(done -> accepted(batch));
    }

    private static Reply accepted(EventBatch batch) {
        ObjectNode node = Json.object();
        node.put("accepted", batch.accepted().size());
        node.set("rejected", rejections(batch));
        return Reply.json(202, node);
    }

    private static ArrayNode rejections(EventBatch batch) {
        ArrayNode node = Json.array();
        batch.rejected()
                .forEach(
                        rejection ->
                                node.addObject()
                                        .put("index", rejection.index())
                                        .put("reason", rejection.reason()));
        return node;
    }
}
