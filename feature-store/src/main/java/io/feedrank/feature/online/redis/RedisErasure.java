package io.feedrank.feature.online.redis;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.erasure.IdPattern;
import io.feedrank.proto.v1.FeedResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/**
 * Takes a person out of Redis, and looks for what was missed. Walks over all keys, so that it knows
 * no list of them that could be out of date: for erasures, not for serving.
 */
public final class RedisErasure implements AutoCloseable {
    private static final String SERVED = "s:";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RedisNodes redis;

    public RedisErasure(URI uri, Duration timeout) {
        this.redis = RedisNodes.open(uri, timeout);
    }

    /**
     * Deletes every key that is named after the user; how many there were.
     *
     * @throws FeedrankException UNAVAILABLE or INTERNAL
     */
    public long deleteKeysOf(String userId) {
        IdPattern id = new IdPattern(userId);
        long[] deleted = {0};
        redis.scan(
                "*" + escaped(userId) + "*",
                keys -> {
                    List<byte[]> named = keys.stream().filter(key -> id.count(key) > 0).toList();
                    deleted[0] += redis.delete(named);
                });
        return deleted[0];
    }

    /** Deletes the pages that were served to the user, whose keys name the request alone. */
    public long deletePagesOf(String userId) {
        long[] deleted = {0};
        redis.scan(
                SERVED + "*",
                keys -> {
                    List<byte[]> theirs = new ArrayList<>();
                    List<byte[]> pages = values(keys);
                    for (int i = 0; i < pages.size(); i++) {
                        if (pages.get(i) != null && isOf(userId, pages.get(i))) {
                            theirs.add(keys.get(i));
                        }
                    }
                    deleted[0] += redis.delete(theirs);
                });
        return deleted[0];
    }

    /**
     * Writes the append-only file anew, so that it no longer tells how deleted values came about.
     *
     * @return whether Redis was done in time; true when it keeps no such file
     */
    public boolean rewriteLog(Duration patience) {
        if (persistence().stream().allMatch(node -> "0".equals(node.get("aof_enabled")))) {
            return true;
        }
        redis.onEach(Protocol.Command.BGREWRITEAOF);
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            List<Map<String, String>> nodes = persistence();
            if (nodes.stream().allMatch(RedisErasure::isRewritten)) {
                return nodes.stream()
                        .allMatch(
                                node ->
                                        node.getOrDefault("aof_last_bgrewrite_status", "ok")
                                                .equals("ok"));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }

    private static boolean isRewritten(Map<String, String> node) {
        return "0".equals(node.get("aof_rewrite_in_progress"))
                && "0".equals(node.get("aof_rewrite_scheduled"));
    }

    /** Keys that hold the id, in their name or their value, with how often. */
    public Map<String, Integer> hits(IdPattern id) {
        Map<String, Integer> hits = new TreeMap<>();
        redis.scan(
                "*",
                keys -> {
                    List<byte[]> stored = values(keys);
                    for (int i = 0; i < keys.size(); i++) {
                        byte[] value = stored.get(i) == null ? dump(keys.get(i)) : stored.get(i);
                        int count = id.count(keys.get(i)) + id.count(value);
                        if (count > 0) {
                            hits.put(new String(keys.get(i), StandardCharsets.UTF_8), count);
                        }
                    }
                });
        return hits;
    }

    private static boolean isOf(String userId, byte[] page) {
        try {
            return FeedResponse.parseFrom(page).getUserId().equals(userId);
        } catch (InvalidProtocolBufferException e) {
            throw new FeedrankException(
                    Category.INTERNAL, "a served page cannot be read: " + e.getMessage(), e);
        }
    }

    private List<byte @Nullable []> values(List<byte[]> keys) {
        return keys.isEmpty() ? List.of() : redis.read(keys.toArray(new byte[0][]));
    }

    /** What is no string, as Redis would save it. */
    private byte[] dump(byte[] key) {
        byte[] dumped = redis.dump(key);
        return dumped == null ? new byte[0] : dumped;
    }

    private static Map<String, String> fields(String info) {
        Map<String, String> fields = new TreeMap<>();
        info.lines()
                .filter(line -> line.contains(":"))
                .map(line -> line.split(":", 2))
                .forEach(field -> fields.put(field[0], field[1].strip()));
        return fields;
    }

    private List<Map<String, String>> persistence() {
        return redis.onEach(Protocol.Command.INFO, "persistence").stream()
                .map(RedisErasure::fields)
                .toList();
    }

    private static String escaped(String id) {
        return id.replaceAll("([*?\\[\\]^\\\\])", "\\\\$1");
    }

    @Override
    public void close() {
        redis.close();
    }
}
