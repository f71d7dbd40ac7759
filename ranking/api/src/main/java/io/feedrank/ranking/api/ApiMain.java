package io.feedrank.ranking.api;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.ranking.api.config.ApiConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code ApiMain --config FILE [--key value ...]}. Exit 1 when it cannot start, 2 when the settings
 * are wrong.
 */
public final class ApiMain {
    private static final Logger LOG = LoggerFactory.getLogger(ApiMain.class);

    private ApiMain() {}

    /** Serves until SIGTERM. */
    public static void main(String[] args) {
        try {
            Settings settings = Settings.fromArgs(args);
            ApiConfig config = ApiConfig.from(settings);
            serve(new ApiServer(config, settings.clock()), config);
        } catch (FeedrankException e) {
            LOG.error("{}", e.getMessage(), e.getCause());
            System.exit(e.category() == FeedrankException.Category.BAD_INPUT ? 2 : 1);
        }
    }

    private static void serve(ApiServer server, ApiConfig config) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    LOG.info("Stopping");
                                    server.close();
                                    LOG.info("Stopped");
                                },
                                "api-shutdown"));
        server.start();
        LOG.info(
                "Replica {} answers on http://{}:{}/",
                config.ranker().replica(),
                config.http().host(),
                server.port());
    }
}
