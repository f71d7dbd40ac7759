package io.feedrank.ranking.pipeline.source;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which sources are asked, and what each may take.
 *
 * @param shares of the candidates by source, relative to each other, in the order in which they are
 *     asked; a source that isn't named is not asked
 * @param timeouts by source: it is abandoned then
 * @param concurrent requests that may be in one source at once; beyond it is done without
 */
public record SourceLimits(
        Map<String, Integer> shares, Map<String, Duration> timeouts, int concurrent) {
    private static final String SHARES = "ranking.source-shares";
    private static final String TIMEOUTS = "ranking.source-timeouts-ms";
    private static final String CONCURRENT = "ranking.source-concurrency";

    public SourceLimits {
        shares = new LinkedHashMap<>(shares);
        timeouts = Map.copyOf(timeouts);
        shares.forEach((source, share) -> check(SHARES + " of " + source, share, 1_000));
        for (String source : shares.keySet()) {
            Duration timeout = timeouts.get(source);
            if (timeout == null) {
                throw FeedrankException.badInput(
                        TIMEOUTS + ": got none for " + source + ", expected one for each source");
            }
            check(TIMEOUTS + " of " + source, Math.toIntExact(timeout.toMillis()), 60_000);
        }
        check(CONCURRENT, concurrent, 1_000);
    }

    /** The part of {@code settings}. */
    public static SourceLimits from(Settings settings) {
        Map<String, Duration> timeouts = new LinkedHashMap<>();
        numbers(settings, TIMEOUTS)
                .forEach((source, millis) -> timeouts.put(source, Duration.ofMillis(millis)));
        return new SourceLimits(numbers(settings, SHARES), timeouts, settings.getInt(CONCURRENT));
    }

    /** How long a source may take. */
    Duration timeout(String source) {
        Duration timeout = timeouts.get(source);
        if (timeout == null) {
            throw new IllegalArgumentException("no timeout of source " + source);
        }
        return timeout;
    }

    private static Map<String, Integer> numbers(Settings settings, String key) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String part : settings.get(key).split(",")) {
            String[] pair = part.strip().split(":", -1);
            try {
                if (pair.length != 2
                        || numbers.put(pair[0].strip(), Integer.parseInt(pair[1].strip()))
                                != null) {
                    throw new NumberFormatException();
                }
            } catch (NumberFormatException e) {
                throw FeedrankException.badInput(
                        key + ": got '" + part + "', expected name:number, each name once");
            }
        }
        return numbers;
    }

    private static void check(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw FeedrankException.badInput(key + ": got " + value + ", expected 1 to " + most);
        }
    }
}
