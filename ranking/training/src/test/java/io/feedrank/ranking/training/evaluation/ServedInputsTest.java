package io.feedrank.ranking.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.clicklog.EbnerdFiles;
import io.feedrank.ranking.training.TrainingProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedInputsTest {
    private static final Instant SEVEN = Instant.parse("2023-05-18T07:00:00Z");
    private static final Post ROW =
            new Post(
                    "10",
                    "ann",
                    SEVEN.minusSeconds(7_200).toEpochMilli(),
                    "",
                    "da",
                    "sport",
                    Post.PUBLISHED,
                    0);

    private final ServedInputs inputs =
            new ServedInputs(FeatureCatalog.standard(), Map.of("10", ROW));

    @TempDir private Path directory;

    @Test
    void a_row_tells_what_was_shown_clicked_and_read_by_then() {
        LoggedImpression first = impression(0, "u", List.of("10", "11"), 0);
        LoggedImpression second = impression(3_600, "u", List.of("11", "10"), 1);
        inputs.coming(first);
        assertThat(of(first, 0, "user_post_shown")).isZero();
        assertThat(of(first, 0, "post_age_hours")).isEqualTo(2);
        assertThat(of(first, 1, "post_age_hours")).as("it is seen for the first time").isZero();
        inputs.shown(first);
        inputs.clicked(first);
        inputs.read(new PastRead("v", "10", SEVEN.getEpochSecond() + 70, 40L, null));
        inputs.coming(second);

        assertThat(of(second, 1, "user_post_shown")).isEqualTo(1);
        assertThat(of(second, 1, "user_post_clicked")).isEqualTo(1);
        assertThat(of(second, 0, "user_post_clicked")).isZero();
        assertThat(of(second, 0, "post_age_hours")).isEqualTo(1);
        assertThat(of(second, 1, "author_clicks_7d")).as("the click and the read").isEqualTo(2);
        assertThat(of(second, 1, "user_last_topic_share")).isEqualTo(1);
        assertThat(of(second, 0, "post_traffic_click_lift_72h"))
                .as("of a list of two")
                .isCloseTo((float) Math.log(1 / 1.5), within(0.01f));
        // A click is stamped with the vector that its post had before.
        assertThat(of(second, 1, "user_post_similarity")).isZero();
    }

    @Test
    void columns_relative_to_candidates_look_at_lists_of_earlier_seconds() {
        for (int i = 0; i < 300; i++) {
            LoggedImpression shown = impression(10 * i, "u" + i % 7, List.of("10", "1" + i), 1);
            inputs.coming(shown);
            inputs.shown(shown);
            inputs.clicked(shown);
        }
        LoggedImpression one = impression(4_000, "u", List.of("10", "11"), 0);
        LoggedImpression other = impression(4_000, "v", List.of("10", "11", "12"), 0);
        inputs.coming(other);
        float[] alone = inputs.rows(other);
        inputs.coming(one);
        inputs.coming(other);

        assertThat(inputs.rows(other)).isEqualTo(alone);
        assertThat(inputs.lesson(other)).as("among fewer").isNotEqualTo(alone);
        assertThat(of(other, 0, "z(log1p(post_impressions_6h))")).isPositive();
    }

    @Test
    void groups_that_are_left_out_have_no_columns() {
        EvaluationRequest request =
                new EvaluationRequest(
                        directory,
                        directory,
                        new EvaluationRequest.Options(
                                7,
                                false,
                                Retrain.NEVER,
                                new EvaluationRequest.Inputs(true, Set.of("post_traffic")),
                                EvaluationRequest.Files.NONE),
                        TrainingProgress.NONE);

        List<String> columns = StandardContenders.of(request).get(1).inputs().get().columns();

        assertThat(columns).contains("post_ctr_6h").noneMatch(name -> name.contains("traffic"));
        assertThat(inputs.columns()).anyMatch(name -> name.contains("traffic"));
    }

    @Test
    void a_bad_row_of_a_post_is_named_by_file_and_line() throws IOException {
        write("p-1\tann\tsport\tda\t2024-03-01T07:00:00Z\np-2\tann\tsport\tda\tsoon\n");

        assertThatThrownBy(() -> LoggedPosts.in(List.of(directory)))
                .hasMessageContaining("posts.tsv.gz:2: created_at: got 'soon', expected one like");

        write("p-1\tann\tsport\tda\t2024-03-01T07:00:00Z\n");
        Post row = LoggedPosts.in(List.of(directory, directory)).get("p-1");
        assertThat(row).isNotNull();
        assertThat(row.authorId() + " " + row.topic() + " " + row.language())
                .isEqualTo("ann sport da");
    }

    private void write(String text) throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(directory.resolve("a_posts.tsv.gz")))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private float of(LoggedImpression impression, int row, String column) {
        List<String> columns = inputs.columns();
        return inputs.rows(impression)[row * columns.size() + columns.indexOf(column)];
    }

    private static LoggedImpression impression(
            int second, String user, List<String> posts, int clicked) {
        String line =
                LogLine.of("i" + second + user, user, SEVEN.plusSeconds(second), posts, clicked)
                        .text();
        return new LoggedImpression(0, true, EbnerdFiles.behavior(line));
    }
}
