package io.feedrank.ranking.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** An HTTP answer. Compared by identity of its body. */
@SuppressWarnings("ArrayRecordComponent")
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** A JSON answer. */
    public static Reply json(int status, JsonNode node) {
        return new Reply(status, "application/json", Json.bytes(node), Map.of());
    }

    /** 200 with a body of some type. */
    public static Reply ok(String contentType, byte[] body) {
        return new Reply(200, contentType, body, Map.of());
    }
}
