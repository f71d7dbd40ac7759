package io.feedrank.feature.online.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Commands to the masters of a cluster: each goes to its slot's master, in a pipeline a master, all
 * masters at once. What a master turns away (its slot moved, it is gone, it does not know the
 * script) is asked once more with the cluster's newest topology, and then key by key, which follows
 * redirections. Jedis's own pipeline over a cluster gives up what is turned away, and breaks when a
 * master dies.
 */
final class ClusterCalls implements AutoCloseable {
    private static final int PIPELINED_TRIES = 2;
    private static final int WORKERS = 8;

    private final ClusterConnection cluster;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    WORKERS,
                    work -> {
                        Thread thread = new Thread(work, "redis-cluster");
                        thread.setDaemon(true);
                        return thread;
                    });

    ClusterCalls(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    /** One kind of command over numbered keys; its answers as they come over the wire. */
    interface Command {
        byte[] key(int index);

        /**
         * Sends it.
         *
         * @param again whether it was turned away before
         */
        void send(Connection connection, int index, boolean again);

        @Nullable Object alone(int index);
    }

    /** The answers, in the order of the numbers. */
    List<@Nullable Object> all(int size, Command command) {
        return RedisFailures.translating(
                () -> {
                    @Nullable Object[] results = new @Nullable Object[size];
                    int[] pending = IntStream.range(0, size).toArray();
                    for (int tried = 0; tried < PIPELINED_TRIES && pending.length > 0; tried++) {
                        if (tried > 0) {
                            cluster.topology().renewSlotCache();
                        }
                        pending = pipelined(pending, command, tried > 0, results);
                    }
                    for (int index : pending) {
                        results[index] = command.alone(index);
                    }
                    return Arrays.asList(results);
                });
    }

    /** The numbers of those that were turned away. */
    private int[] pipelined(
            int[] pending, Command command, boolean again, @Nullable Object[] results) {
        Map<HostAndPort, IntStream.Builder> byMaster = new LinkedHashMap<>();
        for (int index : pending) {
            int slot = JedisClusterCRC16.getSlot(command.key(index));
            HostAndPort master = cluster.topology().getNode(slot);
            if (master == null) {
                throw new JedisClusterOperationException("no master has slot " + slot);
            }
            byMaster.computeIfAbsent(master, node -> IntStream.builder()).add(index);
        }
        List<CompletableFuture<int[]>> left = new ArrayList<>();
        byMaster.forEach(
                (master, indexes) -> {
                    int[] own = indexes.build().toArray();
                    Supplier<int[]> work = () -> at(master, own, command, again, results);
                    // One of them runs here.
                    left.add(
                            left.size() == byMaster.size() - 1
                                    ? CompletableFuture.completedFuture(work.get())
                                    : CompletableFuture.supplyAsync(work, workers));
                });
        return left.stream().flatMapToInt(own -> IntStream.of(landed(own))).toArray();
    }

    private static int[] landed(CompletableFuture<int[]> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof JedisException failure ? failure : e;
        }
    }

    private int[] at(
            HostAndPort master,
            int[] own,
            Command command,
            boolean again,
            @Nullable Object[] results) {
        List<Object> answers;
        try (Connection connection = cluster.topology().getConnection(master)) {
            for (int index : own) {
                command.send(connection, index, again);
            }
            answers = connection.getMany(own.length);
        } catch (JedisConnectionException e) {
            if (e.getCause() instanceof JedisAccessControlException) {
                throw e;
            }
            return own;
        }
        IntStream.Builder left = IntStream.builder();
        for (int i = 0; i < own.length; i++) {
            if (answers.get(i) instanceof JedisDataException refusal) {
                if (!isTurnedAway(refusal)) {
                    throw refusal;
                }
                left.add(own[i]);
            } else {
                results[own[i]] = answers.get(i);
            }
        }
        return left.build().toArray();
    }

    private static boolean isTurnedAway(JedisDataException refusal) {
        return refusal instanceof JedisRedirectionException
                || refusal instanceof JedisClusterException
                || refusal instanceof JedisNoScriptException;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        cluster.close();
    }
}
