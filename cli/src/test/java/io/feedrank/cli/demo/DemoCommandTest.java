package io.feedrank.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cli.FeedrankMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
    @TempDir private Path directory;

    private final StringWriter printed = new StringWriter();

    @Test
    void a_public_dataset_needs_its_data() {
        assertThat(run("demo", "--dataset", "ebnerd")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString()).contains("--dataset ebnerd needs --data DIR");
    }

    @Test
    void a_dataset_that_does_not_exist_is_refused_with_those_that_do() {
        assertThat(run("demo", "--dataset", "movielens")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString()).contains("sample", "ebnerd", "mind");
    }

    @Test
    void a_size_that_makes_no_sense_is_refused() {
        assertThat(run("demo", "--scale", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("demo", "--requests", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void data_that_is_not_there_fails_by_name_before_anything_starts() {
        assertThat(
                        run(
                                "demo",
                                "--dataset",
                                "mind",
                                "--data",
                                directory.resolve("none").toString(),
                                "--work",
                                directory.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(printed.toString()).contains("behaviors.tsv");
    }

    private int run(String... arguments) {
        CommandLine line = FeedrankMain.commandLine();
        line.setErr(new PrintWriter(printed, true));
        line.setOut(new PrintWriter(printed, true));
        return line.execute(arguments);
    }
}
