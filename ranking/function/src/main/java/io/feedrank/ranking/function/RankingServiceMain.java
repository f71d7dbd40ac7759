package io.feedrank.ranking.function;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.ranking.pipeline.scoring.ModelsConfig;
import io.feedrank.ranking.pipeline.scoring.RegistryModels;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code RankingServiceMain --config FILE [--key value ...]}. Exit 1 failed, 2 bad settings;
 * SIGTERM stops it cleanly.
 */
public final class RankingServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(RankingServiceMain.class);

    private RankingServiceMain() {}

    /** Ranks until SIGTERM. */
    public static void main(String[] args) {
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            Settings settings = Settings.fromArgs(args);
            RankingService service =
                    RankingService.start(
                            settings,
                            RegistryModels.open(
                                    RankingConfig.from(settings).modelsDir(),
                                    ModelsConfig.from(settings)));
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        service.close();
                                        stopped.countDown();
                                    },
                                    "ranking-shutdown"));
            stopped.await();
        } catch (FeedrankException e) {
            LOG.error("{}", e.getMessage(), e.getCause());
            System.exit(e.category() == FeedrankException.Category.BAD_INPUT ? 2 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
