package io.feedrank.ranking.api.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import io.feedrank.ranking.api.http.Call;
import io.feedrank.ranking.api.http.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/rank}: {@code {user, post_ids, context}}. */
final class RankBody {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_CONTEXT = 50;

    /** A body that is in order. */
    record Parsed(String user, List<String> postIds, Map<String, String> context) {}

    Parsed parse(Call call) {
        return parse(call.body(MOST_BYTES));
    }

    Parsed parse(byte[] bytes) {
        JsonNode body = Json.parse("body", bytes);
        if (!body.isObject()) {
            throw FeedrankException.badInput(
                    "body: got " + kind(body) + ", expected {\"user\", \"post_ids\", \"context\"}");
        }
        Json.allowOnly("body", body, List.of("user", "post_ids", "context"));
        return new Parsed(
                id("user", body.get("user")),
                posts(body.get("post_ids")),
                context(body.get("context")));
    }

    private static List<String> posts(@Nullable JsonNode node) {
        if (node == null || !node.isArray()) {
            throw FeedrankException.badInput(
                    "post_ids: got " + kind(node) + ", expected an array of post ids");
        }
        if (node.isEmpty() || node.size() > FeedRoutes.MOST_ITEMS) {
            throw FeedrankException.badInput(
                    "post_ids: got "
                            + node.size()
                            + " posts, expected 1 to "
                            + FeedRoutes.MOST_ITEMS);
        }
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < node.size(); i++) {
            String id = id("post_ids[" + i + "]", node.get(i));
            if (!ids.add(id)) {
                throw FeedrankException.badInput(
                        "post_ids[" + i + "]: got '" + id + "' twice, expected each post once");
            }
        }
        return List.copyOf(ids);
    }

    private static Map<String, String> context(@Nullable JsonNode node) {
        Map<String, String> context = new TreeMap<>();
        if (node == null || node.isNull()) {
            return context;
        }
        if (!node.isObject() || node.size() > MOST_CONTEXT) {
            throw FeedrankException.badInput(
                    "context: got "
                            + kind(node)
                            + " of "
                            + node.size()
                            + ", expected an object of at most "
                            + MOST_CONTEXT
                            + " plain values");
        }
        node.forEachEntry(
                (name, value) -> {
                    if (!value.isValueNode()) {
                        throw FeedrankException.badInput(
                                "context."
                                        + name
                                        + ": got "
                                        + kind(value)
                                        + ", expected a plain value");
                    }
                    context.put(name, value.asText());
                });
        return context;
    }

    private static String id(String name, @Nullable JsonNode node) {
        if (node == null || !(node.isTextual() || node.isIntegralNumber())) {
            throw FeedrankException.badInput(name + ": got " + kind(node) + ", expected an id");
        }
        String id = node.asText();
        if (id.isBlank() || id.length() > Event.MAX_ID_LENGTH) {
            throw FeedrankException.badInput(
                    name
                            + ": got "
                            + id.length()
                            + " characters, expected 1 to "
                            + Event.MAX_ID_LENGTH
                            + ", not blank");
        }
        return id;
    }

    private static String kind(@Nullable JsonNode node) {
        return node == null ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
