package io.feedrank.ranking.api;

import io.feedrank.testing.KafkaBroker;
import io.feedrank.testing.redis.RedisProcess;
import java.nio.file.Path;

/** A real broker and a real Redis, each of which can be stopped and started again. */
record Servers(KafkaBroker kafka, RedisProcess redis) implements AutoCloseable {
    static Servers start(Path directory) throws Exception {
        return new Servers(
                KafkaBroker.start(directory.resolve("kafka")),
                RedisProcess.start(directory.resolve("redis")));
    }

    @Override
    public void close() {
        redis.close();
        kafka.close();
    }
}
