package io.feedrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void results_and_progress_go_different_ways() {
        Console console = console(true);
        console.status("half");
        console.say("result");

        assertThat(out.toString()).isEqualTo("result\n");
        assertThat(err.toString()).isEqualTo("\r\u001b[Khalf\r\u001b[K");
    }

    @Test
    void without_a_terminal_nothing_is_drawn_over() {
        console(false).status("half");

        assertThat(err.toString()).doesNotContain("\u001b");
    }

    @Test
    void a_bar_shows_share_count_and_detail() {
        try (Progress progress = console(false).progress("sending", 200)) {
            progress.advance(50);
            progress.detail("to kafka");

            assertThat(progress.line(0))
                    .startsWith("sending [=======  ")
                    .contains("] 25%  50/200  ")
                    .endsWith("to kafka");
            progress.reach(200);
            assertThat(progress.line(0)).contains("100%");
        }
    }

    @Test
    void durations_and_counts_read_well() {
        assertThat(Console.seconds(Duration.ofMillis(1_240))).isEqualTo("1.2 s");
        assertThat(Console.seconds(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
        assertThat(Console.count(278_139)).isEqualTo("278,139");
    }

    @Test
    void columns_are_as_wide_as_they_need() {
        Table table = new Table("NAME", ">N").row("kafka", 1).row("x", 22);

        assertThat(table.toString()).isEqualTo("  NAME    N\n  kafka   1\n  x      22");
    }

    private Console console(boolean terminal) {
        return new Console(new PrintWriter(out), new PrintWriter(err), terminal);
    }
}
