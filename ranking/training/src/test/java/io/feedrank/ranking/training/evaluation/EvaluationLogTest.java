package io.feedrank.ranking.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationLogTest {
    private static final LogLine EARLY =
            LogLine.of("1", "u", TinyLog.START, List.of("10", "11"), 0);
    private static final LogLine LATE =
            LogLine.of("2", "u", TinyLog.TEST_START, List.of("10", "11"), 1);

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x y | got 1 columns, expected 10",
                "2;u;yesterday;s;1;0;0;;;10-0 11-1 | time: got 'yesterday', expected one like",
                "2;u;2023-05-20T07:00:00;s;1;0;0;;;10 11-1 | posts in view: got '10', expected",
                "2;u;2023-05-20T07:00:00;s;1;2;0;;;10-0 11-1 | is_subscriber: got '2', expected 0 or 1",
                "2;u;2023-05-20T07:00:00;s;1;0;0;;;10-0 10-1 | got post 10 twice, expected each once"
            })
    void a_bad_row_is_named_by_file_and_line(String row, String says) {
        LogFolder.write(directory.resolve("train"), List.of(EARLY), List.of());
        LogFolder.writeText(
                directory.resolve("test"),
                List.of(LATE.text(), row.strip().replace(';', '\t')),
                List.of());

        assertThatThrownBy(this::read)
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("tiny_behaviors.tsv.gz:2: ")
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u 10,1684393100,5,100 | expected a user, a tab and reads",
                "u;10 | read 1: got '10', expected article,unix_time,read_seconds,scroll_percent",
                "u;10,1684393100,5,100 11,now,, | read 2: "
            })
    void a_bad_line_of_a_history_is_named_too(String line, String says) {
        LogFolder.write(directory.resolve("test"), List.of(LATE), List.of());
        LogFolder.writeText(
                directory.resolve("train"),
                List.of(EARLY.text()),
                List.of(line.strip().replace(';', '\t')));

        assertThatThrownBy(this::read)
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("tiny_history.tsv.gz:1: ")
                .hasMessageContaining(says);
    }

    @Test
    void a_folder_without_its_files_is_refused() throws IOException {
        LogFolder.write(directory.resolve("train"), List.of(EARLY), List.of());
        Files.createDirectories(directory.resolve("test"));

        assertThatThrownBy(this::read)
                .hasMessageContaining("--test ")
                .hasMessageContaining("got 0 files *behaviors.tsv.gz [], expected exactly one");
    }

    @Test
    void a_file_that_is_not_packed_is_refused() throws IOException {
        LogFolder.write(directory.resolve("train"), List.of(EARLY), List.of());
        LogFolder.write(directory.resolve("test"), List.of(LATE), List.of());
        Files.writeString(directory.resolve("test/tiny_behaviors.tsv.gz"), LATE.text());

        assertThatThrownBy(this::read)
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("tiny_behaviors.tsv.gz")
                .hasMessageContaining("expected tab-separated rows packed by gzip");
    }

    @Test
    void a_test_that_begins_before_the_training_ends_is_refused() {
        LogFolder.write(directory.resolve("train"), List.of(LATE), List.of());
        LogFolder.write(directory.resolve("test"), List.of(EARLY), List.of());

        assertThatThrownBy(this::read)
                .hasMessageContaining("got impressions from 2023-05-18T07:00:00Z on")
                .hasMessageContaining("expected none before the last one of --train");
    }

    @Test
    void a_read_that_both_histories_tell_of_counts_once() {
        LogFolder.write(
                directory.resolve("train"), List.of(EARLY), List.of("u\t7,1684393100,5,100"));
        LogFolder.write(
                directory.resolve("test"),
                List.of(LATE),
                List.of("u\t7,1684393100,5,100 8,1684393000,900,"));

        EvaluationLog log = read();

        assertThat(log.trainReads()).extracting(PastRead::postId).containsExactly("7");
        assertThat(log.allReads())
                .as("the other read began before and was over after")
                .extracting(PastRead::postId)
                .containsExactly("7", "8");
    }

    private EvaluationLog read() {
        return EvaluationLog.read(directory.resolve("train"), directory.resolve("test"));
    }
}
