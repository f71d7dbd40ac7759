package io.feedrank.bench.candidates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often the clicked article was among the candidates. */
final class CandidatesReport {
    private static final String TOGETHER = "together";
    private static final int[] DEPTHS = {20, 50, 100, 200, 500, 1_000};

    /** One source, or all together. */
    private static final class Row {
        private final int[] found = new int[DEPTHS.length];
        private long candidates;
        private int anywhere;
        private int alone;

        void click(int rank, int size, boolean nowhereElse) {
            candidates += size;
            if (rank >= 0) {
                anywhere++;
                alone += nowhereElse ? 1 : 0;
                for (int i = 0; i < DEPTHS.length; i++) {
                    found[i] += rank < DEPTHS[i] ? 1 : 0;
                }
            }
        }
    }

    private final CandidatesConfig config;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int impressions;
    private int clicks;
    private int unknown;
    private long pool;

    CandidatesReport(CandidatesConfig config, List<String> sources) {
        this.config = config;
        sources.forEach(source -> rows.put(source, new Row()));
        rows.put(TOGETHER, new Row());
    }

    int impressions() {
        return impressions;
    }

    void impression(int poolSize) {
        impressions++;
        pool += poolSize;
    }

    /** A click on an article that was in the pool. */
    void click(String postId, Map<String, List<String>> proposals, List<String> merged) {
        clicks++;
        long finders = proposals.values().stream().filter(posts -> posts.contains(postId)).count();
        proposals.forEach(
                (source, posts) ->
                        row(source).click(posts.indexOf(postId), posts.size(), finders == 1));
        row(TOGETHER).click(merged.indexOf(postId), merged.size(), false);
    }

    /** A click on an article that nobody had seen, or not for long: no source can know it. */
    void unknown() {
        unknown++;
    }

    private Row row(String name) {
        Row row = rows.get(name);
        if (row == null) {
            throw new IllegalArgumentException("no source " + name);
        }
        return row;
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%,d impressions, %,d clicks on articles seen in the last %d days (%.0f at a time),"
                                + " %,d on others%n%n%-10s %10s %7s %7s",
                        impressions,
                        clicks,
                        config.pool().toDays(),
                        (double) pool / Math.max(1, impressions),
                        unknown,
                        "SOURCE",
                        "CANDIDATES",
                        "RECALL",
                        "ALONE"));
        for (int depth : DEPTHS) {
            text.append(String.format(Locale.ROOT, " %7s", "@" + depth));
        }
        rows.forEach(
                (name, row) -> {
                    text.append(
                            String.format(
                                    Locale.ROOT,
                                    "%n%-10s %10.0f %7.3f %7.3f",
                                    name,
                                    share(row.candidates),
                                    share(row.anywhere),
                                    share(row.alone)));
                    for (int found : row.found) {
                        text.append(String.format(Locale.ROOT, " %7.3f", share(found)));
                    }
                });
        return text.toString();
    }

    String json() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("dataset", "ebnerd");
        root.put("days", config.pool().toDays());
        root.put("impressions", impressions);
        root.put("clicks", clicks);
        root.put("clicks_outside_pool", unknown);
        root.put("pool_mean", (double) pool / Math.max(1, impressions));
        ObjectNode sources = root.putObject("sources");
        rows.forEach(
                (name, row) -> {
                    ObjectNode node =
                            name.equals(TOGETHER) ? root.putObject(name) : sources.putObject(name);
                    node.put("candidates_mean", share(row.candidates));
                    node.put("recall", share(row.anywhere));
                    if (!name.equals(TOGETHER)) {
                        node.put("found_by_it_alone", share(row.alone));
                    }
                    ObjectNode at = node.putObject("recall_at");
                    for (int i = 0; i < DEPTHS.length; i++) {
                        at.put(Integer.toString(DEPTHS[i]), share(row.found[i]));
                    }
                });
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private double share(long count) {
        return (double) count / Math.max(1, clicks);
    }
}
