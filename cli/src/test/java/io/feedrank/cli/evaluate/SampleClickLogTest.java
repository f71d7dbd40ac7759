package io.feedrank.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cli.dataset.SampleDataset;
import io.feedrank.feature.clicklog.BadRows;
import io.feedrank.feature.clicklog.EbnerdFiles;
import io.feedrank.feature.clicklog.EbnerdRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static List<EbnerdRow> rows(Path folder) {
        List<EbnerdRow> rows = new ArrayList<>();
        EbnerdFiles.in(folder, "--train").impressions(BadRows.REFUSED, rows::add);
        return rows;
    }
}
