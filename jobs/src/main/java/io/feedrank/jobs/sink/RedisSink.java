package io.feedrank.jobs.sink;

import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes packed values to Redis at least once; versions make it idempotent. */
public final class RedisSink implements Sink<OnlineWrite> {
    private static final long serialVersionUID = 1L;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String uri;
    private final Duration flushInterval;

    public RedisSink(String uri, Duration flushInterval) {
        this.uri = uri;
        this.flushInterval = flushInterval;
    }

    @Override
    @Deprecated
    public SinkWriter<OnlineWrite> createWriter(InitContext context) throws IOException {
        return new RedisSinkWriter(
                new RedisOnlineStore(URI.create(uri), TIMEOUT),
                context.getProcessingTimeService(),
                flushInterval);
    }

    @Override
    public SinkWriter<OnlineWrite> createWriter(WriterInitContext context) throws IOException {
        return new RedisSinkWriter(
                new RedisOnlineStore(URI.create(uri), TIMEOUT),
                context.getProcessingTimeService(),
                flushInterval);
    }
}
