package io.feedrank.ranking.training.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTowerMainTest {
    @TempDir private Path directory;

    @Test
    void it_leaves_a_report_and_the_steps_that_it_took() throws Exception {
        new TitleWorld(directory).write(200, true);
        Path report = directory.resolve("report.json");
        Path progress = directory.resolve("progress.jsonl");

        int exit =
                run(
                        "--publish",
                        "false",
                        "--report",
                        report.toString(),
                        "--progress",
                        progress.toString());

        assertThat(exit).isZero();
        assertThat(report)
                .content()
                .contains("\"held_out\"", "\"recall\"", "\"encode_cpu_micros\"");
        assertThat(Files.readAllLines(progress)).last().asString().contains("\"fraction\":1.0");
    }

    @Test
    void too_few_titles_are_told_from_a_failure_and_from_a_wrong_call() throws Exception {
        assertThat(run("--publish", "false")).as("no offline store").isEqualTo(1);
        new TitleWorld(directory).write(50, false);
        assertThat(run("--publish", "false")).isEqualTo(TextTowerMain.TOO_FEW_TITLES);
        assertThat(TextTowerMain.run("nonsense")).isEqualTo(2);
    }

    @Test
    void nothing_to_hand_over_is_a_failure() {
        assertThat(run("--publish", "only", "--kafka.bootstrap", "127.0.0.1:1")).isEqualTo(1);
    }

    private int run(String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "--offline.dir";
        arguments[1] = directory.toString();
        arguments[2] = "--models.dir";
        arguments[3] = directory.resolve("models").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return TextTowerMain.run(arguments);
    }
}
