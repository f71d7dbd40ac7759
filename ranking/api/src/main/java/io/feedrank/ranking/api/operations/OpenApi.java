package io.feedrank.ranking.api.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.ranking.api.http.Json;
import java.util.List;

/** The API's description, OpenAPI 3.1, put together from parts of one subject each. */
final class OpenApi {
    private static final List<String> PATHS = List.of("feeds", "events", "operations");
    private static final List<String> SCHEMAS = List.of("feed", "event", "operation");

    private OpenApi() {}

    static ObjectNode load() {
        ObjectNode document = part("info");
        ObjectNode paths = document.putObject("paths");
        PATHS.forEach(name -> paths.setAll(part("paths-" + name)));
        ObjectNode components = part("components");
        ObjectNode schemas = components.putObject("schemas");
        SCHEMAS.forEach(name -> schemas.setAll(part("schemas-" + name)));
        document.set("components", components);
        return document;
    }

    private static ObjectNode part(String name) {
        String file = "openapi/" + name + ".json";
        return (ObjectNode) Json.parse(file, Resources.bytes(file));
    }
}
