package io.feedrank.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.cli.FeedrankMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EvaluateCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dataset ebnerd --train a | --dataset ebnerd needs --train DIR and --test DIR",
                "--dataset sample --train a | expected neither --train nor --test",
                "--dataset sample --scale 0 | --scale: got 0.0, expected more than 0",
                "--train a --test b --frozen --retrain daily | --frozen holds the state",
                "--train a --test b --retrain hourly | expected one of [never, daily]",
                "--dataset mind | expected one of [sample, ebnerd]"
            })
    void what_cannot_be_meant_exits_with_2_and_says_why(String arguments, String says) {
        StringWriter err = new StringWriter();
        CommandLine line = FeedrankMain.commandLine();
        line.setErr(new PrintWriter(err, true));

        int exit = line.execute(("evaluate " + arguments.strip()).split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains(says);
    }
}
