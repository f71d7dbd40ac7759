package io.feedrank.ranking.training.loop;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code ModelLoopMain --config FILE [--key value ...]}: judges models on trial, and trains every
 * {@code loop.train-period-ms}. Exit 1 failed, 2 bad settings; SIGTERM stops it.
 */
public final class ModelLoopMain {
    private static final Logger log = LoggerFactory.getLogger(ModelLoopMain.class);
    private static final long SEED = 20261124;

    private ModelLoopMain() {}

    /** Goes on until SIGTERM. */
    public static void main(String[] args) {
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            ModelLoop loop = ModelLoop.start(Settings.fromArgs(args), SEED);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        loop.close();
                                        stopped.countDown();
                                    },
                                    "loop-shutdown"));
            stopped.await();
        } catch (FeedrankException e) {
            log.error("{}", e.getMessage(), e.getCause());
            System.exit(e.category() == FeedrankException.Category.BAD_INPUT ? 2 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
