package io.feedrank.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.cli.dataset.SampleDataset;
import io.feedrank.feature.clicklog.BadRows;
import io.feedrank.feature.clicklog.EbnerdFiles;
import io.feedrank.feature.clicklog.EbnerdRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleClickLogTest {
    @TempDir private Path directory;

    @Test
    void the_sample_becomes_a_log_with_its_last_day_to_be_judged_on() throws IOException {
        SampleDataset sample = new SampleDataset(7, 0.05);

        EvaluationTask.Input input = SampleClickLog.write(sample, directory);
        List<EbnerdRow> train = rows(input.train());
        List<EbnerdRow> test = rows(input.test());

        assertThat(train).hasSizeGreaterThan(500);
        assertThat(test)
                .hasSizeGreaterThan(200)
                .allSatisfy(
                        row ->
                                assertThat(row.row().time())
                                        .isAfterOrEqualTo(sample.end().minus(Duration.ofDays(1))));
        assertThat(train.stream().map(row -> row.row().time()))
                .isSorted()
                .allSatisfy(
                        time -> assertThat(time).isBefore(sample.end().minus(Duration.ofDays(1))));
        assertThat(train.stream().mapToInt(row -> row.row().clicked().size()).sum())
                .as("clicks")
                .isGreaterThan(100);
    }

    @Test
    void the_truth_has_a_probability_for_each_post_in_the_order_of_the_log() throws IOException {
        EvaluationTask.Input input = SampleClickLog.write(new SampleDataset(7, 0.05), directory);
        Path file = input.truth();
        assertThat(file).isNotNull();
        List<String> truth = Files.readAllLines(directory.resolve("truth.tsv"));
        List<EbnerdRow> test = rows(input.test());

        assertThat(truth).hasSameSizeAs(test);
        double clicked = 0;
        double others = 0;
        int clicks = 0;
        int rest = 0;
        for (int i = 0; i < truth.size(); i++) {
            String[] columns = truth.get(i).split("\t");
            String[] scores = columns[1].split(",");
            assertThat(columns[0]).isEqualTo(test.get(i).row().impressionId());
            assertThat(scores).hasSameSizeAs(test.get(i).row().postIds());
            for (int post = 0; post < scores.length; post++) {
                if (test.get(i).row().clicked().contains(post)) {
                    clicked += Double.parseDouble(scores[post]);
                    clicks++;
                } else {
                    others += Double.parseDouble(scores[post]);
                    rest++;
                }
            }
        }
        assertThat(clicked / clicks)
                .as("what was clicked was likelier")
                .isGreaterThan(others / rest);
    }

    @Test
    void ranking_by_the_truth_is_honest_about_posts_seen_before() throws IOException {
        EvaluationTask.Input input = SampleClickLog.write(new SampleDataset(7, 0.2), directory);
        List<String> truth = Files.readAllLines(directory.resolve("truth.tsv"));
        List<EbnerdRow> test = rows(input.test());
        Map<String, Integer> shown = new HashMap<>();
        rows(input.train()).forEach(row -> count(row, shown));
        double[] foretold = new double[2];
        int[] clicks = new int[2];
        for (int i = 0; i < truth.size(); i++) {
            String[] scores = truth.get(i).split("\t")[1].split(",");
            EbnerdRow row = test.get(i);
            for (int post = 0; post < scores.length; post++) {
                String pair = row.row().userId() + " " + row.row().postIds().get(post);
                int again = shown.containsKey(pair) ? 1 : 0;
                foretold[again] += Double.parseDouble(scores[post]);
                clicks[again] += row.row().clicked().contains(post) ? 1 : 0;
            }
            count(row, shown);
        }

        assertThat(foretold[0] / clicks[0]).as("at first sight").isCloseTo(1, within(0.1));
        assertThat(foretold[1] / clicks[1]).as("seen before").isCloseTo(1, within(0.15));
    }

    private static void count(EbnerdRow row, Map<String, Integer> shown) {
        row.row()
                .postIds()
                .forEach(post -> shown.merge(row.row().userId() + " " + post, 1, Integer::sum));
    }

    @Test
    void posts_are_written_with_author_topic_and_the_moment_of_their_creation() throws IOException {
        EvaluationTask.Input input = SampleClickLog.write(new SampleDataset(7, 0.05), directory);
        List<String> lines;
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        Files.newInputStream(
                                                input.train().resolve("sample_posts.tsv.gz"))),
                                StandardCharsets.UTF_8))) {
            lines = reader.lines().toList();
        }

        assertThat(lines).hasSize((int) new SampleDataset(7, 0.05).posts().count());
        assertThat(lines.get(0)).matches("p-\\d+\ta-\\d+\t[a-z]+\t[a-z]{2}\t2024-0[23]-\\d\\dT.*Z");
    }

    private static List<EbnerdRow> rows(Path folder) {
        List<EbnerdRow> rows = new ArrayList<>();
        EbnerdFiles.in(folder, "--train").impressions(BadRows.REFUSED, rows::add);
        return rows;
    }
}
