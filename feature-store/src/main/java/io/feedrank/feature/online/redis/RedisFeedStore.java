package io.feedrank.feature.online.redis;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.FeedStore;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * {@link FeedStore} on Redis: {@code s:<request_id>} for an hour, {@code last:<user>} for a week,
 * both protobuf.
 */
public final class RedisFeedStore implements FeedStore, AutoCloseable {
    private static final Duration SERVED_FOR = Duration.ofHours(1);
    private static final Duration LAST_FOR = Duration.ofDays(7);

    private final RedisClient client;

    public RedisFeedStore(URI uri, Duration timeout) {
        this.client = RedisConnections.open(uri, timeout);
    }

    /** The store of {@code redis.uri}. */
    public static RedisFeedStore open(Settings settings, Duration timeout) {
        return new RedisFeedStore(URI.create(settings.get("redis.uri")), timeout);
    }

    @Override
    public void save(FeedResponse snapshot) {
        byte[] bytes = snapshot.toByteArray();
        RedisConnections.call(
                () -> {
                    try (AbstractPipeline pipeline = client.pipelined()) {
                        pipeline.set(key("s:", snapshot.getRequestId()), bytes, expiry(SERVED_FOR));
                        if (snapshot.getServedBy() == ServedBy.SERVED_BY_FULL) {
                            byte[] last =
                                    snapshot.toBuilder().clearVerdicts().build().toByteArray();
                            pipeline.set(
                                    key("last:", snapshot.getUserId()), last, expiry(LAST_FOR));
                        }
                        pipeline.sync();
                        return snapshot;
                    }
                });
    }

    @Override
    public Optional<FeedResponse> served(String requestId) {
        return read(key("s:", requestId));
    }

    @Override
    public Optional<FeedResponse> lastOf(String userId) {
        return read(key("last:", userId));
    }

    private Optional<FeedResponse> read(byte[] key) {
        byte[] bytes = RedisConnections.call(() -> client.get(key));
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(FeedResponse.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new FeedrankException(
                    Category.INTERNAL, "a stored feed cannot be read: " + e.getMessage(), e);
        }
    }

    private static SetParams expiry(Duration duration) {
        return SetParams.setParams().ex(duration.toSeconds());
    }

    private static byte[] key(String prefix, String id) {
        return prefix.concat(id).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
