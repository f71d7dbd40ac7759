package io.feedrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FeedrankMainTest {
    @TempDir Path directory;

    @Test
    void every_command_explains_itself_and_takes_a_work_directory() {
        FeedrankMain.commandLine()
                .getSubcommands()
                .forEach(
                        (name, command) -> {
                            if (name.equals("help")) {
                                return;
                            }
                            Ran ran = Ran.feedrank(name, "--help");
                            assertThat(ran.exit()).as(name).isZero();
                            assertThat(ran.out()).as(name).contains("Usage: feedrank " + name);
                            assertThat(leaves(command)).as(name).allSatisfy(this::isFormatted);
                            assertThat(leaves(command))
                                    .as(name)
                                    .allSatisfy(
                                            leaf ->
                                                    assertThat(
                                                                    leaf.getCommandSpec()
                                                                            .findOption("--work"))
                                                            .isNotNull());
                        });
    }

    @Test
    void bad_usage_exits_with_2() {
        assertThat(Ran.feedrank("no-such-command").exit()).isEqualTo(2);
        assertThat(Ran.feedrank("feed", "u1", "--limit", "0").exit()).isEqualTo(2);
        assertThat(Ran.feedrank("submit", "no-such-job", "--jobmanager", "127.0.0.1:1").exit())
                .isEqualTo(2);
        assertThat(Ran.feedrank("submit", "online-features", "--jobmanager", "nonsense").exit())
                .isEqualTo(2);
    }

    @Test
    void a_failure_exits_with_1_and_says_what_to_do() {
        Ran ran = Ran.feedrank("feed", "u1", "--api", "http://127.0.0.1:1");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err())
                .contains("no query API answers at http://127.0.0.1:1")
                .doesNotContain("\tat ");
    }

    @Test
    void the_status_of_nothing_is_empty_and_well_formed() throws Exception {
        Path file = directory.resolve("out/status.json");

        Ran ran =
                Ran.feedrank(
                        "status",
                        "--work",
                        directory.resolve("never").toString(),
                        "--json",
                        file.toString());

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("No stack was ever started");
        assertThat(Files.readString(file)).contains("\"processes\"");
        assertThat(directory.resolve("never")).doesNotExist();
    }

    @Test
    void there_is_nothing_to_stop_where_nothing_was_started() {
        Ran ran = Ran.feedrank("down", "--work", directory.resolve("never").toString());

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("No local stack runs");
    }

    @Test
    void no_model_is_registered_in_an_empty_registry() {
        Ran ran = Ran.feedrank("models", "list", "--models", directory.toString());

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("No model is registered");
        assertThat(
                        Ran.feedrank("models", "show", "feed/1", "--models", directory.toString())
                                .exit())
                .isEqualTo(1);
        assertThat(Ran.feedrank("models").exit()).isEqualTo(2);
    }

    /** Texts are format strings; one that is none comes with a warning before each help. */
    private void isFormatted(CommandLine command) {
        CommandLine.Model.UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        Stream.of(usage.header(), usage.description(), usage.footer())
                .flatMap(Stream::of)
                .forEach(line -> assertThatNoException().isThrownBy(() -> String.format(line)));
    }

    private static List<CommandLine> leaves(CommandLine command) {
        if (command.getSubcommands().isEmpty()) {
            return List.of(command);
        }
        return command.getSubcommands().values().stream()
                .flatMap(child -> leaves(child).stream())
                .toList();
    }
}
