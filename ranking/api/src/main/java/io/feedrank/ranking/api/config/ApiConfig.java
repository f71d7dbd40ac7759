package io.feedrank.ranking.api.config;

import io.feedrank.feature.config.Settings;

/** All settings of the query API. */
public record ApiConfig(
        HttpConfig http,
        RankerConfig ranker,
        EventsConfig events,
        TicksConfig ticks,
        StoresConfig stores) {

    /**
     * Reads the {@code api.*} keys.
     *
     * @throws io.feedrank.feature.config.FeedrankException BAD_INPUT naming the key, what was got
     *     and what is expected
     */
    public static ApiConfig from(Settings settings) {
        return new ApiConfig(
                HttpConfig.from(settings),
                RankerConfig.from(settings),
                EventsConfig.from(settings),
                TicksConfig.from(settings),
                StoresConfig.from(settings));
    }
}
