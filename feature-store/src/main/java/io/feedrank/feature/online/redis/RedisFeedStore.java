package io.feedrank.feature.online.redis;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.FeedStore;
import io.feedrank.feature.online.redis.RedisNodes.Expiring;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link FeedStore} on Redis: {@code s:<request_id>} for an hour, {@code last:<user>} for a week,
 * both protobuf.
 */
public final class RedisFeedStore implements FeedStore, AutoCloseable {
    private static final Duration SERVED_FOR = Duration.ofHours(1);
    private static final Duration LAST_FOR = Duration.ofDays(7);

    private final RedisNodes redis;

    public RedisFeedStore(URI uri, Duration timeout) {
        this.redis = RedisNodes.open(uri, timeout);
    }

    /** The store of {@code redis.uri}. */
    public static RedisFeedStore open(Settings settings, Duration timeout) {
        return new RedisFeedStore(URI.create(settings.get("redis.uri")), timeout);
    }

    @Override
    public void save(FeedResponse snapshot) {
        List<Expiring> values = new ArrayList<>();
        values.add(
                new Expiring(
                        key("s:", snapshot.getRequestId()), snapshot.toByteArray(), SERVED_FOR));
        if (snapshot.getServedBy() == ServedBy.SERVED_BY_FULL) {
            byte[] last = snapshot.toBuilder().clearVerdicts().build().toByteArray();
            values.add(new Expiring(key("last:", snapshot.getUserId()), last, LAST_FOR));
        }
        redis.write(values);
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
        byte[] bytes = redis.read(new byte[][] {key}).get(0);
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

    private static byte[] key(String prefix, String id) {
        return prefix.concat(id).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        redis.close();
    }
}
