package io.feedrank.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleReaderTest {
    private static final String OLD =
            """
            SELECT 'b' AS impression_id, 0 AS position, CAST(2000 AS BIGINT) AS event_time_ms,
              1 AS label_click, 0 AS label_like, 0 AS label_hide, CAST(30000 AS BIGINT) AS label_dwell_ms,
              CAST(0.5 AS FLOAT) AS post_ctr_6h
            """;

    private static final String NEW =
            """
            SELECT * FROM (VALUES
              ('a', 1, 1000, 0, 0, 1, 29999, 0.25, 7.0), ('a', 0, 1000, 1, 1, 0, 0, 0.75, 8.0),
              ('a', 0, 1000, 1, 1, 0, 0, 0.75, 8.0), ('c', 0, 1000, 0, 0, 0, 0, 0.1, 'nan'::FLOAT))
              AS t(impression_id, position, event_time_ms, label_click, label_like, label_hide,
                label_dwell_ms, post_ctr_6h, user_clicks_24h)
            """;

    @TempDir private Path offline;

    @Test
    void rows_come_by_time_impression_and_position_without_repeats() throws Exception {
        write("date=2026-01-01/hour=01", OLD);
        write("date=2026-01-01/hour=00", NEW);

        Examples examples = new ExampleReader(offline, FeatureCatalog.standard()).read();

        assertThat(examples.rows()).isEqualTo(4);
        assertThat(examples.impressions()).isEqualTo(3);
        assertThat(examples.timeMs(0)).isEqualTo(1000);
        assertThat(examples.timeMs(2)).isEqualTo(2000);
        assertThat(examples.start(1)).isEqualTo(2);
        assertThat(examples.start(2)).isEqualTo(3);
        assertThat(examples.label(0, Head.CLICK)).isTrue();
        assertThat(examples.label(0, Head.LIKE)).isTrue();
        assertThat(examples.label(1, Head.HIDE)).isTrue();
        assertThat(examples.label(1, Head.DWELL)).isFalse();
        assertThat(examples.label(3, Head.DWELL)).isTrue();
    }

    @Test
    void columns_are_the_catalog_s_that_a_file_has_and_what_a_row_lacks_is_zero() throws Exception {
        write("date=2026-01-01/hour=01", OLD);
        write("date=2026-01-01/hour=00", NEW);

        Examples examples = new ExampleReader(offline, FeatureCatalog.standard()).read();

        assertThat(examples.columns()).containsExactly("post_ctr_6h", "user_clicks_24h");
        assertThat(examples.feature(0, 0)).isEqualTo(0.75f);
        assertThat(examples.feature(0, 1)).isEqualTo(8f);
        assertThat(examples.feature(2, 1)).isZero();
        assertThat(examples.feature(3, 1)).isZero();
    }

    private void write(String partition, String query) throws Exception {
        Path folder = offline.resolve("training_examples").resolve(partition);
        Files.createDirectories(folder);
        ExampleParquet.execute(
                "COPY (%s) TO '%s' (FORMAT parquet)"
                        .formatted(query, folder.resolve("part-0.parquet")));
    }
}
