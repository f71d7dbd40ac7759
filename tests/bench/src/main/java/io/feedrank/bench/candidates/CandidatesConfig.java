package io.feedrank.bench.candidates;

import io.feedrank.feature.config.FeedrankException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param data folder of an EB-NeRD click log
 * @param pool an article that nobody saw for so long is no candidate any more
 * @param json where the result goes; null: nowhere
 * @param most impressions looked at, from the beginning; 0: all
 */
public record CandidatesConfig(Path data, Duration pool, @Nullable Path json, int most) {
    private static final int DAYS = 3;

    /**
     * Reads the command line.
     *
     * @throws FeedrankException BAD_INPUT when it is none
     */
    static CandidatesConfig parse(String[] args) {
        Path data = null;
        Path json = null;
        int days = DAYS;
        int most = 0;
        for (int i = 0; i + 1 < args.length; i += 2) {
            String value = args[i + 1];
            switch (args[i]) {
                case "--data" -> data = Path.of(value);
                case "--json" -> json = Path.of(value);
                case "--days" -> days = Integer.parseInt(value);
                case "--impressions" -> most = Integer.parseInt(value);
                default -> throw FeedrankException.badInput("got '" + args[i] + "'");
            }
        }
        if (data == null) {
            throw FeedrankException.badInput("--data: missing, expected a folder");
        }
        if (days < 1 || days > 60) {
            throw FeedrankException.badInput("--days: got " + days + ", expected 1 to 60");
        }
        return new CandidatesConfig(data, Duration.ofDays(days), json, most);
    }
}
