package io.feedrank.ranking.api.config;

import io.feedrank.feature.config.FeedrankException;
import java.time.Duration;

/** Range checks whose messages name the key, what was got and what is expected. */
final class Checks {
    private Checks() {}

    static void between(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw FeedrankException.badInput(
                    "setting '" + key + "': got " + value + ", expected " + least + " to " + most);
        }
    }

    static void between(String key, Duration value, Duration least, Duration most) {
        between(key, value.toMillis(), least.toMillis(), most.toMillis());
    }

    static boolean flag(String key, String value) {
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw FeedrankException.badInput(
                            "setting '" + key + "': got '" + value + "', expected true or false");
        };
    }
}
