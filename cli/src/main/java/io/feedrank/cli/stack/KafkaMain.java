package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * The broker process of the local stack: {@code KafkaMain --config FILE}. It formats an empty log
 * directory by itself.
 */
public final class KafkaMain {
    private KafkaMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2 || !args[0].equals("--config")) {
            throw new StackException("usage: KafkaMain --config FILE");
        }
        Map<String, String> settings = PropertiesFile.read(Path.of(args[1]));
        format(
                Path.of(String.valueOf(settings.get("log.dirs"))),
                String.valueOf(settings.get("node.id")));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.shutdown();
                                    server.awaitShutdown();
                                    stopped.countDown();
                                },
                                "kafka-shutdown"));
        server.startup();
        stopped.await();
    }

    private static void format(Path logs, String node) throws IOException {
        Path meta = logs.resolve("meta.properties");
        if (Files.exists(meta)) {
            return;
        }
        Files.createDirectories(logs);
        PropertiesFile.write(
                meta,
                Map.of(
                        "version",
                        "1",
                        "cluster.id",
                        Uuid.randomUuid().toString(),
                        "node.id",
                        node));
    }
}
