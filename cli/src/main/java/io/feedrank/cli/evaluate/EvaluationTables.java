package io.feedrank.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.cli.Console;
import io.feedrank.cli.Table;
import java.util.List;
import java.util.Locale;

/** An evaluation as people read it. */
final class EvaluationTables {
    private static final List<String> FIGURES = List.of("auc", "mrr", "ndcg5", "ndcg10");

    private EvaluationTables() {}

    /** The table, what it was measured on, and a last line of JSON with the figures alone. */
    static String text(JsonNode result) {
        JsonNode data = result.path("data");
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%s impressions from %s to %s; learned from %s before%s%s.%n%n",
                        Console.count(result.path("impressions").asLong()),
                        data.path("test_from").asText(),
                        data.path("test_to").asText(),
                        Console.count(data.path("learned_from").asLong()),
                        data.path("trainings").asInt() > 1
                                ? ", trained " + data.path("trainings").asInt() + " times"
                                : "",
                        (data.path("frozen").asBoolean() ? ", features held" : "")
                                + (data.path("list_inputs").asBoolean() ? "" : ", no list inputs")
                                + (data.path("without_groups").isEmpty()
                                        ? ""
                                        : ", served without " + data.path("without_groups"))));
        Table table =
                new Table(
                        "RANKER", ">AUC", "95%", ">MRR", ">NDCG@5", ">NDCG@10", "95%", ">TO FULL");
        result.path("levels")
                .properties()
                .forEach(row -> add(table, row.getKey(), row.getValue(), result));
        JsonNode served = result.path("served");
        if (!served.isEmpty()) {
            add(table, "served", served.path("full"), result);
            add(table, "served_fallback", served.path("fallback"), result);
        }
        result.path("baselines")
                .properties()
                .forEach(row -> add(table, row.getKey(), row.getValue(), result));
        JsonNode achievable = result.path("achievable");
        if (achievable.isObject()) {
            add(table, "truth", achievable.path("truth"), result);
        }
        text.append(table).append(String.format("%n%n"));
        if (achievable.isObject()) {
            text.append(share("full", achievable));
            if (!achievable.path("served").isEmpty()) {
                text.append(share("served", achievable.path("served")));
            }
            text.append(String.format("%n"));
        }
        return text.append(figures(result)).toString();
    }

    private static String share(String ranker, JsonNode shares) {
        return String.format(
                Locale.ROOT,
                "Of the achievable nDCG@10, that of ranking by the true preferences, %s gets %.1f%%; of what lies"
                        + " above a random order, (%s - random) / (truth - random), %.1f%%.%n",
                ranker,
                100 * shares.path("share").path("ndcg10").asDouble(),
                ranker,
                100 * shares.path("share_above_random").path("ndcg10").asDouble());
    }

    private static void add(Table table, String name, JsonNode row, JsonNode result) {
        double lost = row.path("ndcg10").asDouble() - result.path("ndcg10").asDouble();
        table.row(
                name,
                figure(row.path("auc")),
                interval(row, "auc"),
                figure(row.path("mrr")),
                figure(row.path("ndcg5")),
                figure(row.path("ndcg10")),
                interval(row, "ndcg10"),
                String.format(Locale.ROOT, "%+.4f", lost));
    }

    private static String interval(JsonNode row, String figure) {
        JsonNode ends = row.path("intervals").path(figure);
        return figure(ends.path(0)) + "-" + figure(ends.path(1));
    }

    private static String figure(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : "-";
    }

    private static ObjectNode figures(JsonNode result) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.set("impressions", result.path("impressions"));
        FIGURES.forEach(name -> line.set(name, result.path(name)));
        ObjectNode levels = line.putObject("levels");
        result.path("levels")
                .properties()
                .forEach(
                        level -> {
                            ObjectNode own = levels.putObject(level.getKey());
                            FIGURES.forEach(name -> own.set(name, level.getValue().path(name)));
                        });
        return line;
    }
}
