package io.feedrank.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A client of the query API. Safe for use by several threads. */
public final class ApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** A client of the API at this address, for example {@code http://127.0.0.1:8080}. */
    public ApiClient(URI base) {
        this.base = base;
    }

    /**
     * The first page of a user's feed, as the API gives it.
     *
     * @throws CommandFailure when the API does not answer or refuses
     */
    public JsonNode feed(String user, int limit, boolean explain) {
        return feed(user, limit, explain, Map.of());
    }

    /**
     * The same, of what is wished for.
     *
     * @param wishes {@code language}, {@code topic}
     * @throws CommandFailure when the API does not answer or refuses
     */
    public JsonNode feed(String user, int limit, boolean explain, Map<String, String> wishes) {
        StringBuilder more = new StringBuilder();
        wishes.forEach(
                (name, wish) -> more.append('&').append(name).append('=').append(encoded(wish)));
        String path =
                "/v1/users/"
                        + encoded(user)
                        + "/feed?limit="
                        + limit
                        + "&explain="
                        + explain
                        + more;
        HttpResponse<String> response = send(HttpRequest.newBuilder(base.resolve(path)).GET());
        JsonNode body = parse(response);
        if (response.statusCode() != 200) {
            throw new CommandFailure(problem(response.statusCode(), body));
        }
        return body;
    }

    /**
     * Sends events, one JSON object a line.
     *
     * @return how many were accepted and which were not: {@code accepted} and {@code rejected}, an
     *     array of index and reason
     * @throws CommandFailure when the API does not answer or takes none for a reason that is not
     *     the events'
     */
    public JsonNode events(List<String> lines) {
        HttpResponse<String> response =
                send(
                        HttpRequest.newBuilder(base.resolve("/v1/events"))
                                .header("Content-Type", "application/x-ndjson")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                String.join("\n", lines))));
        JsonNode body = parse(response);
        if (response.statusCode() == 202) {
            return body;
        }
        if (body.path("rejected").isArray()) {
            // Not one was fit to be accepted.
            ObjectNode none = JSON.createObjectNode().put("accepted", 0);
            none.set("rejected", body.get("rejected"));
            return none;
        }
        throw new CommandFailure(problem(response.statusCode(), body));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new CommandFailure(
                    "no query API answers at "
                            + base
                            + ": start the local stack with feedrank up, or name it with --api",
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", interrupted);
        }
    }

    private JsonNode parse(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException notJson) {
            throw new CommandFailure(
                    base + " does not answer like the query API (" + response.statusCode() + ")",
                    notJson);
        }
    }

    private static String problem(int status, JsonNode body) {
        String detail = body.path("detail").asText(body.path("title").asText(body.toString()));
        return "the API answers " + status + ": " + detail;
    }
}
