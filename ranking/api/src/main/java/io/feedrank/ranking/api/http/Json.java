package io.feedrank.ranking.api.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.feature.config.FeedrankException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** JSON trees in and out. */
public final class Json {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** The bytes of a tree, UTF-8. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Parses one JSON value.
     *
     * @param what names it in the message
     * @throws FeedrankException BAD_INPUT when it is none
     */
    public static JsonNode parse(String what, byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw FeedrankException.badInput(what + ": got nothing, expected JSON");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw FeedrankException.badInput(
                    what
                            + ": no JSON at line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr()
                            + " ("
                            + e.getOriginalMessage()
                            + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses members that nobody reads. */
    public static void allowOnly(String what, JsonNode node, List<String> names) {
        allowOnly(what + ": unknown field", fieldNames(node), names);
    }

    static void allowOnly(String what, Collection<String> got, List<String> names) {
        for (String name : got) {
            if (!names.contains(name)) {
                throw FeedrankException.badInput(
                        what + " '" + name + "', expected " + String.join(", ", names));
            }
        }
    }

    private static List<String> fieldNames(JsonNode node) {
        List<String> fields = new java.util.ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        return fields;
    }
}
