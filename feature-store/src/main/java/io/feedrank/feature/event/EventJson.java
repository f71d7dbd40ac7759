package io.feedrank.feature.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.feature.config.FeedrankException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of an event, as in {@code POST /v1/events} and JSON lines: the contract's field
 * names.
 */
public final class EventJson {
    static final String TYPES = "impression, click, like, share, comment, hide, report or dwell";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of(
                    "event_id",
                    "user_id",
                    "type",
                    "post_ids",
                    "event_time",
                    "request_id",
                    "position",
                    "dwell_ms",
                    "device",
                    "session_id");

    private EventJson() {}

    /** Parses one event; {@code event_time} is ISO-8601 or epoch milliseconds. */
    public static Event parse(String json) {
        try {
            return fromNode(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw FeedrankException.badInput("value: no JSON (" + e.getOriginalMessage() + ")");
        }
    }

    /** Reads one event out of parsed JSON. */
    public static Event fromNode(JsonNode node) {
        if (!node.isObject()) {
            throw FeedrankException.badInput(
                    "event: got " + node.getNodeType() + ", expected a JSON object");
        }
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!FIELDS.contains(name)) {
                                throw FeedrankException.badInput(
                                        "unknown field '"
                                                + name
                                                + "', expected some of "
                                                + sorted());
                            }
                        });
        return new Event(
                requiredText(node, "event_id"),
                requiredText(node, "user_id"),
                type(requiredText(node, "type")),
                posts(node.get("post_ids")),
                time(node.get("event_time")),
                text(node, "request_id"),
                position(node),
                number(node, "dwell_ms"),
                text(node, "device"),
                text(node, "session_id"));
    }

    /** The JSON form of {@code event}. */
    public static String write(Event event) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("event_id", event.eventId());
        node.put("user_id", event.userId());
        node.put("type", event.type().wireName());
        event.postIds().forEach(node.putArray("post_ids")::add);
        node.put("event_time", event.eventTime().toString());
        putIfPresent(node, "request_id", event.requestId());
        if (event.position() != null) {
            node.put("position", event.position());
        }
        if (event.dwellMs() != null) {
            node.put("dwell_ms", event.dwellMs());
        }
        putIfPresent(node, "device", event.device());
        putIfPresent(node, "session_id", event.sessionId());
        return node.toString();
    }

    private static void putIfPresent(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private static List<String> sorted() {
        return FIELDS.stream().sorted().toList();
    }

    private static EventType type(String name) {
        for (EventType type : EventType.values()) {
            if (type.isAction() && type.wireName().equals(name.toLowerCase(Locale.ROOT))) {
                return type;
            }
        }
        throw FeedrankException.badInput("type: got '" + name + "', expected " + TYPES);
    }

    private static List<String> posts(@Nullable JsonNode node) {
        if (node == null || !node.isArray()) {
            throw FeedrankException.badInput(
                    "post_ids: got " + node + ", expected an array of post ids");
        }
        List<String> posts = new ArrayList<>(node.size());
        node.forEach(post -> posts.add(post.asText()));
        return posts;
    }

    private static Instant time(@Nullable JsonNode node) {
        if (node != null && node.isIntegralNumber()) {
            return Instant.ofEpochMilli(node.asLong());
        }
        try {
            return Instant.parse(node == null ? "" : node.asText());
        } catch (DateTimeException e) {
            throw FeedrankException.badInput(
                    "event_time: got "
                            + node
                            + ", expected ISO-8601 like 2026-01-31T12:00:00Z or epoch milliseconds");
        }
    }

    private static String requiredText(JsonNode node, String field) {
        String value = text(node, field);
        if (value == null) {
            throw FeedrankException.badInput(field + ": missing");
        }
        return value;
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isNumber()) {
            throw FeedrankException.badInput(field + ": got " + value + ", expected a string");
        }
        return value.asText();
    }

    private static @Nullable Integer position(JsonNode node) {
        Long position = number(node, "position");
        if (position != null && (position < 0 || position > Event.MAX_POSTS)) {
            throw FeedrankException.badInput(
                    "position: got " + position + ", expected 0 to " + Event.MAX_POSTS);
        }
        return position == null ? null : position.intValue();
    }

    private static @Nullable Long number(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw FeedrankException.badInput(
                    field + ": got " + value + ", expected a whole number");
        }
        return value.asLong();
    }
}
