package io.feedrank.ranking.api;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import redis.embedded.RedisServer;

/**
 * A real broker in KRaft mode and a real Redis, each of which can be stopped and started again on
 * its port.
 */
final class Servers implements AutoCloseable {
    private final Path directory;
    private final int kafkaPort = freePort();
    private final int controllerPort = freePort();
    private final int redisPort = freePort();
    private KafkaRaftServer kafka;
    private RedisServer redis;

    Servers(Path directory) {
        this.directory = directory;
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        startKafka();
        startRedis();
    }

    String bootstrap() {
        return "127.0.0.1:" + kafkaPort;
    }

    URI redis() {
        return URI.create("redis://127.0.0.1:" + redisPort);
    }

    void startKafka() {
        kafka = new KafkaRaftServer(new KafkaConfig(brokerSettings(), false), Time.SYSTEM);
        kafka.startup();
    }

    void stopKafka() {
        kafka.shutdown();
        kafka.awaitShutdown();
    }

    void startRedis() {
        try {
            redis =
                    RedisServer.newRedisServer()
                            .port(redisPort)
                            .bind("127.0.0.1")
                            .setting("save \"\"")
                            .build();
            redis.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void stopRedis() {
        try {
            redis.stop();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stopRedis();
        stopKafka();
    }

    private Properties brokerSettings() {
        Properties properties = new Properties();
        properties.putAll(
                Map.of(
                        "process.roles", "broker,controller",
                        "node.id", "1",
                        "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                        "listeners",
                                "PLAINTEXT://127.0.0.1:"
                                        + kafkaPort
                                        + ",CONTROLLER://127.0.0.1:"
                                        + controllerPort,
                        "controller.listener.names", "CONTROLLER",
                        "log.dirs", directory.toString(),
                        "offsets.topic.replication.factor", "1",
                        "auto.create.topics.enable", "false"));
        return properties;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
