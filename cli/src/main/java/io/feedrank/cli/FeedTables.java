package io.feedrank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A feed, as the API gives it, in tables. */
public final class FeedTables {
    private static final String NONE = "";

    private FeedTables() {}

    /** The posts by rank, with title, topic, score and sources. */
    public static Table items(JsonNode feed, int longestTitle) {
        Table table = new Table(">RANK", "POST", "TITLE", "TOPIC", "AUTHOR", ">SCORE", "SOURCES");
        for (JsonNode item : feed.path("items")) {
            table.row(
                    item.path("rank").asInt(),
                    text(item, "post_id"),
                    cut(text(item, "title"), longestTitle),
                    text(item, "topic"),
                    text(item, "author_id"),
                    number(item.path("score")),
                    list(item.path("sources")));
        }
        return table;
    }

    /**
     * The stages in their order: how many candidates went in and came out, and how long it took.
     */
    public static Table stages(JsonNode feed) {
        Table table = new Table("STAGE", ">IN", ">OUT", ">MS", "NOTE");
        for (JsonNode stage : feed.path("stages")) {
            table.row(
                    text(stage, "name"),
                    stage.path("in").asInt(),
                    stage.path("out").asInt(),
                    String.format(Locale.ROOT, "%.2f", stage.path("ms").asDouble()),
                    text(stage, "note"));
        }
        return table;
    }

    /** What became of each candidate. */
    public static Table verdicts(JsonNode feed) {
        Table table = new Table("POST", "STAGE", "WHY", ">SCORE", "SOURCES");
        for (JsonNode verdict : feed.path("verdicts")) {
            table.row(
                    text(verdict, "post_id"),
                    text(verdict, "stage"),
                    text(verdict, "reason"),
                    number(verdict.path("score")),
                    list(verdict.path("sources")));
        }
        return table;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? NONE : node.path(field).asText(NONE);
    }

    private static String number(JsonNode node) {
        return node.isNumber() ? String.format(Locale.ROOT, "%.4f", node.asDouble()) : NONE;
    }

    private static String list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(entry -> texts.add(entry.asText()));
        return String.join(",", texts);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
