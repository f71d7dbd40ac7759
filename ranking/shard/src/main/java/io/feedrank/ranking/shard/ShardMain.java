package io.feedrank.ranking.shard;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code ShardMain --config FILE [--key value ...]}. Exit 1 failed, 2 bad settings; SIGTERM stops
 * it cleanly.
 */
public final class ShardMain {
    private static final Logger LOG = LoggerFactory.getLogger(ShardMain.class);

    private ShardMain() {}

    /** Holds its part of the index until SIGTERM. */
    public static void main(String[] args) {
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            ShardService service = ShardService.start(Settings.fromArgs(args));
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        service.close();
                                        stopped.countDown();
                                    },
                                    "shard-shutdown"));
            stopped.await();
        } catch (FeedrankException e) {
            LOG.error("{}", e.getMessage(), e.getCause());
            System.exit(e.category() == FeedrankException.Category.BAD_INPUT ? 2 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
