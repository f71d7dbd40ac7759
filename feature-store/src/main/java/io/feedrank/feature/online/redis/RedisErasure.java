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
import java.util.function.Consumer;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Takes a person out of Redis, and looks for what was missed. Walks over all keys, so that it knows
 * no list of them that could be out of date: for erasures, not for serving.
 */
public final class RedisErasure implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final String SERVED = "s:";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RedisClient client;

    public RedisErasure(URI uri, Duration timeout) {
        this.client = RedisConnections.open(uri, timeout);
    }

    /**
     * Deletes every key that is named after the user; how many there were.
     *
     * @throws FeedrankException UNAVAILABLE or INTERNAL
     */
    public long deleteKeysOf(String userId) {
        IdPattern id = new IdPattern(userId);
        long[] deleted = {0};
        pages(
                "*" + escaped(userId) + "*",
                keys -> {
                    List<byte[]> named = keys.stream().filter(key -> id.count(key) > 0).toList();
                    deleted[0] += delete(named);
                });
        return deleted[0];
    }

    /** Deletes the pages that were served to the user, whose keys name the request alone. */
    public long deletePagesOf(String userId) {
        long[] deleted = {0};
        pages(
                SERVED + "*",
                keys -> {
                    List<byte[]> theirs = new ArrayList<>();
                    List<byte[]> pages = values(keys);
                    for (int i = 0; i < pages.size(); i++) {
                        if (pages.get(i) != null && isOf(userId, pages.get(i))) {
                            theirs.add(keys.get(i));
                        }
                    }
                    deleted[0] += delete(theirs);
                });
        return deleted[0];
    }

    /**
     * Writes the append-only file anew, so that it no longer tells how deleted values came about.
     *
     * @return whether Redis was done in time; true when it keeps no such file
     */
    public boolean rewriteLog(Duration patience) {
        if (persistence().get("aof_enabled").equals("0")) {
            return true;
        }
        CommandArguments rewrite = new CommandArguments(Protocol.Command.BGREWRITEAOF);
        RedisConnections.call(() -> client.executeCommand(rewrite));
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            Map<String, String> state = persistence();
            if (state.get("aof_rewrite_in_progress").equals("0")
                    && state.get("aof_rewrite_scheduled").equals("0")) {
                return state.getOrDefault("aof_last_bgrewrite_status", "ok").equals("ok");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }

    /** Keys that hold the id, in their name or their value, with how often. */
    public Map<String, Integer> hits(IdPattern id) {
        Map<String, Integer> hits = new TreeMap<>();
        pages(
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

    private List<byte[]> values(List<byte[]> keys) {
        return keys.isEmpty()
                ? List.of()
                : RedisConnections.call(() -> client.mget(keys.toArray(new byte[0][])));
    }

    /** What is no string, as Redis would save it. */
    private byte[] dump(byte[] key) {
        byte[] dumped = RedisConnections.call(() -> client.dump(key));
        return dumped == null ? new byte[0] : dumped;
    }

    private long delete(List<byte[]> keys) {
        return keys.isEmpty()
                ? 0
                : RedisConnections.call(() -> client.unlink(keys.toArray(new byte[0][])));
    }

    private Map<String, String> persistence() {
        Map<String, String> fields = new TreeMap<>();
        String info = RedisConnections.call(() -> client.info("persistence"));
        info.lines()
                .filter(line -> line.contains(":"))
                .map(line -> line.split(":", 2))
                .forEach(field -> fields.put(field[0], field[1].strip()));
        return fields;
    }

    private void pages(String pattern, Consumer<List<byte[]>> consumer) {
        ScanParams params =
                new ScanParams().match(pattern.getBytes(StandardCharsets.UTF_8)).count(BATCH);
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        do {
            byte[] from = cursor;
            ScanResult<byte[]> page = RedisConnections.call(() -> client.scan(from, params));
            consumer.accept(page.getResult());
            cursor = page.getCursorAsBytes();
        } while (!new String(cursor, StandardCharsets.US_ASCII)
                .equals(ScanParams.SCAN_POINTER_START));
    }

    private static String escaped(String id) {
        return id.replaceAll("([*?\\[\\]^\\\\])", "\\\\$1");
    }

    @Override
    public void close() {
        client.close();
    }
}
