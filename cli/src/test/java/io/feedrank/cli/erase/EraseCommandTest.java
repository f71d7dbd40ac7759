package io.feedrank.cli.erase;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cli.FeedrankMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EraseCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir private Path work;

    @Test
    void whom_to_erase_has_to_be_said() {
        assertThat(run("erase")).isEqualTo(2);
        assertThat(err.toString()).contains("--user: missing, expected a user id");
        assertThat(run("erase", "verify")).isEqualTo(2);
        assertThat(run("erase", "--user", " ")).isEqualTo(2);
        assertThat(err.toString()).contains("--user: got 1 characters, expected 1 to 200");
    }

    @Test
    void without_a_stack_the_command_says_what_to_name() {
        assertThat(run("erase", "--user", "u-1", "--work", work.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("no stack was ever started in " + work)
                .contains("--config");
    }

    private int run(String... arguments) {
        CommandLine line = FeedrankMain.commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
