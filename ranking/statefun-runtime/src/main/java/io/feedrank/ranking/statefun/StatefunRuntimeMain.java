package io.feedrank.ranking.statefun;

import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The StateFun runtime's process: {@code StatefunRuntimeMain --config FILE [--key value ...]}.
 *
 * <p>Exit 1: it could not start, or the job ended; 2: the configuration is wrong. SIGTERM ends it
 * after a last checkpoint. The keys and their defaults are in {@code statefun-defaults.properties}.
 */
public final class StatefunRuntimeMain {

    private static final Logger LOG = LoggerFactory.getLogger(StatefunRuntimeMain.class);

    /**
     * Warns of each class that StateFun generated with an older protobuf; held, or the level is
     * forgotten.
     */
    private static final java.util.logging.Logger PROTOBUF =
            java.util.logging.Logger.getLogger("com.google.protobuf.GeneratedMessage");

    private StatefunRuntimeMain() {}

    /** Runs until it is told to stop. */
    public static void main(String[] arguments) {
        PROTOBUF.setLevel(Level.SEVERE);
        try {
            run(RuntimeConfig.from(RuntimeSettings.load(arguments, System.getenv())));
        } catch (RuntimeFailure e) {
            LOG.error("{}: {}", e.category(), e.getMessage(), e.getCause());
            System.exit(e.category() == RuntimeFailure.Category.BAD_INPUT ? 2 : 1);
        } catch (RuntimeException e) {
            LOG.error("INTERNAL: {}", e.getMessage(), e);
            System.exit(1);
        }
    }

    private static void run(RuntimeConfig config) {
        try (CheckpointDirectory directory =
                CheckpointDirectory.open(config.cluster().checkpointDir())) {
            try (Topics topics = new Topics(config.kafka())) {
                topics.await();
            }
            StatefunRuntime runtime = new StatefunRuntime(config, directory);
            Runtime.getRuntime().addShutdownHook(new Thread(runtime::stop, "stop"));
            runtime.run();
        }
    }
}
