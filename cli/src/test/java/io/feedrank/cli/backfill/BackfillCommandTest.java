package io.feedrank.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cli.FeedrankMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BackfillCommandTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir private static Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void options_that_do_not_go_together_are_bad_usage() {
        assertThat(run("backfill", "--until", "2026-01-31T00:00:00Z")).isEqualTo(2);
        assertThat(err.toString()).contains("--until: only for --from late");
        assertThat(run("backfill", "--from", "kafka", "--cut", "2026-01-31T00:00:00Z"))
                .isEqualTo(2);
        assertThat(run("backfill", "--jobmanager", "nonsense")).isEqualTo(2);
    }

    @Test
    void without_a_stack_it_says_what_to_do() {
        assertThat(run("backfill", "--work", directory.resolve("never").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("run feedrank up first, or give --jobmanager");
    }

    @Test
    void a_backfill_under_way_is_found_again() {
        Path file = directory.resolve("state/backfill.properties");
        OpenBackfill open = new OpenBackfill("job-2", 2, "job-1", NOON);

        assertThat(OpenBackfill.read(file)).isEmpty();
        open.write(file);
        assertThat(OpenBackfill.read(file)).isEqualTo(Optional.of(open));
        OpenBackfill.forget(file);
        assertThat(OpenBackfill.read(file)).isEmpty();
    }

    @Test
    void the_settings_of_the_new_job_say_where_history_ends_and_writing_begins() {
        BackfillPlan plan =
                new BackfillPlan(
                        3,
                        "parquet",
                        Instant.EPOCH,
                        NOON,
                        NOON.plusSeconds(7_200),
                        List.of("post_stats", "user_activity"),
                        "job-1");

        assertThat(plan.settings())
                .containsEntry("jobs.generation", "3")
                .containsEntry("backfill.cut-ms", Long.toString(NOON.toEpochMilli()))
                .containsEntry(
                        "backfill.hold-until-ms",
                        Long.toString(NOON.plusSeconds(7_200).toEpochMilli()))
                .containsEntry("backfill.groups", "post_stats,user_activity");
        assertThat(plan.asText()).contains("Parquet before 2026-01-31T12:00:00Z, then Kafka");
    }

    private int run(String... args) {
        CommandLine line = FeedrankMain.commandLine();
        line.setErr(new PrintWriter(err, true));
        line.setOut(new PrintWriter(new StringWriter()));
        return line.execute(args);
    }
}
