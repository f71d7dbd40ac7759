package io.feedrank.ranking.api.config;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The path to the ranker.
 *
 * @param replica this replica's name, part of its reply topic's
 * @param timeout when the ranker has not answered by then, a lower level does
 * @param replyRetention how long the reply topic keeps an answer
 */
public record RankerConfig(
        String replica, Duration timeout, Duration replyRetention, BreakerConfig breaker) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

    public RankerConfig {
        if (!NAME.matcher(replica).matches()) {
            throw FeedrankException.badInput(
                    "setting 'api.replica': got '"
                            + replica
                            + "', expected 1 to 200 of a-z, A-Z, 0-9, '.', '_', '-'");
        }
        Checks.between("api.timeout-ms", timeout, Duration.ofMillis(10), Duration.ofMinutes(1));
        Checks.between(
                "api.reply-retention-ms",
                replyRetention,
                Duration.ofSeconds(10),
                Duration.ofDays(1));
    }

    /** The topic that answers to this replica come on. */
    public String replyTopic() {
        return Topics.responsesOf(replica);
    }

    static RankerConfig from(Settings settings) {
        return new RankerConfig(
                settings.get("api.replica"),
                settings.getDuration("api.timeout-ms"),
                settings.getDuration("api.reply-retention-ms"),
                BreakerConfig.from(settings));
    }
}
