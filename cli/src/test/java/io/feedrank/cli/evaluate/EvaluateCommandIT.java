package io.feedrank.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.FeedrankMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a whole: the process that trains and serves is a real one. */
class EvaluateCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path directory;

    @Test
    void a_small_sample_is_learned_from_and_compared_with_the_truth() throws IOException {
        Path json = directory.resolve("result.json");

        int exit = evaluate("--dataset", "sample", "--scale", "0.1", "--json", json.toString());

        assertThat(exit).as(err.toString()).isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.path("impressions").asInt()).isGreaterThan(500);
        assertThat(result.at("/levels/full/auc").asDouble()).isBetween(0.5, 1.0);
        assertThat(result.at("/achievable/share/ndcg10").asDouble()).isBetween(0.5, 1.1);
        assertThat(result.at("/served/full/auc").asDouble()).isBetween(0.5, 1.0);
        assertThat(result.at("/achievable/served/share_above_random/ndcg10").asDouble())
                .isBetween(0.0, 1.0);
        assertThat(out.toString()).contains("served gets ");
        assertThat(out.toString()).contains("RANKER").contains("listwise_linear").contains("truth");
        String last = out.toString().strip().lines().reduce((one, other) -> other).orElse("");
        assertThat(new ObjectMapper().readTree(last).path("auc")).isEqualTo(result.path("auc"));
    }

    @Test
    void a_failure_is_one_line_that_says_why() throws IOException {
        Files.createDirectories(directory.resolve("train"));

        int exit = evaluate("--train", directory.resolve("train").toString(), "--test", "nowhere");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().strip())
                .startsWith("feedrank: --train " + directory.resolve("train"))
                .endsWith("got 0 files *behaviors.tsv.gz [], expected exactly one");
    }

    private int evaluate(String... arguments) {
        CommandLine line = FeedrankMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("evaluate"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--work", directory.resolve("work").toString()));
        return line.execute(all.toArray(String[]::new));
    }
}
