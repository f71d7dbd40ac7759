package io.feedrank.ranking.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Problem details of an error answer, RFC 9457.
 *
 * @param detail what was got and what is expected, or what to do
 * @param extensions more members, by name
 */
public record Problem(ProblemType type, String detail, Map<String, JsonNode> extensions) {
    static final String CONTENT_TYPE = "application/problem+json";

    public Problem {
        extensions = Map.copyOf(extensions);
    }

    /** A problem without more members. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Map.of());
    }

    /** To be thrown by a handler. */
    public HttpProblem exception() {
        return new HttpProblem(this);
    }

    /** The answer that carries it. */
    public Reply reply() {
        ObjectNode node = Json.object();
        node.put("type", type.uri());
        node.put("title", type.title());
        node.put("status", type.status());
        node.put("detail", detail);
        extensions.forEach(node::set);
        Map<String, String> headers =
                type.retryAfterSeconds() == 0
                        ? Map.of()
                        : Map.of("Retry-After", Integer.toString(type.retryAfterSeconds()));
        return new Reply(type.status(), CONTENT_TYPE, Json.bytes(node), headers);
    }
}
