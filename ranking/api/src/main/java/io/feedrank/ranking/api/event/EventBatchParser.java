package io.feedrank.ranking.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventJson;
import io.feedrank.ranking.api.config.EventsConfig;
import io.feedrank.ranking.api.http.Json;
import io.feedrank.ranking.api.http.Problem;
import io.feedrank.ranking.api.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads the body of {@code POST /v1/events}: a JSON array, {@code {"events": [...]}}, or one JSON
 * object a line.
 */
final class EventBatchParser {
    static final String JSON = "application/json";
    static final String JSON_LINES = "application/x-ndjson";

    private static final int LONGEST_REASON = 300;

    private final EventsConfig config;
    private final Clock clock;
    private final Predicate<String> erased;

    /**
     * A parser.
     *
     * @param erased whether a user was erased, so that nothing is taken of them
     */
    EventBatchParser(EventsConfig config, Clock clock, Predicate<String> erased) {
        this.config = config;
        this.clock = clock;
        this.erased = erased;
    }

    /**
     * Never fails for one bad event.
     *
     * @throws FeedrankException BAD_INPUT when the body is no batch at all
     * @throws io.feedrank.ranking.api.http.HttpProblem 413 when it holds too many, 415 when it is
     *     something else
     */
    EventBatch parse(String mediaType, byte[] body) {
        return switch (mediaType) {
            case JSON, "" -> ofArray(Json.parse("body", body));
            case JSON_LINES, "application/jsonl", "application/ndjson" -> ofLines(body);
            default ->
                    throw Problem.of(
                                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                    "Content-Type: got '"
                                            + mediaType
                                            + "', expected "
                                            + JSON
                                            + " or "
                                            + JSON_LINES)
                            .exception();
        };
    }

    private EventBatch ofArray(JsonNode body) {
        JsonNode events = body;
        if (body.isObject()) {
            Json.allowOnly("body", body, List.of("events"));
            events = body.path("events");
        }
        if (!events.isArray()) {
            throw FeedrankException.badInput(
                    "body: got "
                            + (body.isObject() ? "an object without an array 'events'" : "no array")
                            + ", expected [event, ...] or {\"events\": [event, ...]}");
        }
        List<Supplier<Event>> parses = new ArrayList<>(events.size());
        events.forEach(node -> parses.add(() -> EventJson.fromNode(node)));
        return batch(parses);
    }

    private EventBatch ofLines(byte[] body) {
        List<Supplier<Event>> parses = new ArrayList<>();
        new String(body, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> parses.add(() -> EventJson.parse(line)));
        return batch(parses);
    }

    private EventBatch batch(List<Supplier<Event>> parses) {
        if (parses.size() > config.maxEvents()) {
            throw Problem.of(
                            ProblemType.TOO_LARGE,
                            "body: got "
                                    + parses.size()
                                    + " events, expected at most "
                                    + config.maxEvents()
                                    + "; send them in several requests")
                    .exception();
        }
        if (parses.isEmpty()) {
            throw FeedrankException.badInput("body: got no event, expected at least one");
        }
        Instant latest = clock.instant().plus(config.lead());
        List<Event> accepted = new ArrayList<>(parses.size());
        List<EventBatch.Rejection> rejected = new ArrayList<>();
        for (int i = 0; i < parses.size(); i++) {
            try {
                accepted.add(notErased(notAhead(parses.get(i).get(), latest)));
            } catch (FeedrankException e) {
                rejected.add(new EventBatch.Rejection(i, reason(e)));
            }
        }
        return new EventBatch(accepted, rejected);
    }

    private Event notErased(Event event) {
        if (erased.test(event.userId())) {
            throw FeedrankException.badInput(
                    "user_id: this person was erased, and nothing is taken of them any more");
        }
        return event;
    }

    private Event notAhead(Event event, Instant latest) {
        if (event.eventTime().isAfter(latest)) {
            throw FeedrankException.badInput(
                    "event_time: got "
                            + event.eventTime()
                            + ", "
                            + Duration.between(clock.instant(), event.eventTime()).toSeconds()
                            + " s ahead of the platform's clock ("
                            + clock.instant()
                            + "), expected at most "
                            + config.lead().toSeconds()
                            + " s");
        }
        return event;
    }

    private static String reason(FeedrankException e) {
        String reason = String.valueOf(e.getMessage());
        return reason.length() > LONGEST_REASON
                ? reason.substring(0, LONGEST_REASON) + "…"
                : reason;
    }
}
