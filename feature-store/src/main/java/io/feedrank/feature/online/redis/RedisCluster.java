package io.feedrank.feature.online.redis;

import io.feedrank.feature.online.OnlineWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClusterPipeline;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.resps.ScanResult;

/**
 * The masters of a cluster. Keys go to their slot's master in a pipeline a master, all masters at
 * once. What a master turns away (its slot moved, it is gone, it does not know the script) is asked
 * once more with the cluster's newest topology, and then key by key, which follows redirections.
 */
final class RedisCluster implements RedisNodes {
    private static final int PIPELINED_TRIES = 2;
    private static final int WORKERS = 8;

    private final Supplier<Connected> connecting;
    private volatile @Nullable Connected connected;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    WORKERS,
                    work -> {
                        Thread thread = new Thread(work, "redis-cluster");
                        thread.setDaemon(true);
                        return thread;
                    });

    private record Connected(RedisClusterClient client, ClusterConnectionProvider topology) {}

    /** Connects with the first command, so that the cluster may come up later than its client. */
    RedisCluster(RedisAddress address, Duration timeout) {
        this.connecting =
                () -> {
                    ClusterConnectionProvider topology =
                            RedisConnections.topology(address, timeout);
                    return new Connected(
                            RedisConnections.cluster(address, topology, timeout), topology);
                };
    }

    private Connected connected() {
        Connected known = connected;
        if (known != null) {
            return known;
        }
        synchronized (connecting) {
            if (connected == null) {
                connected = connecting.get();
            }
            return Objects.requireNonNull(connected);
        }
    }

    private RedisClusterClient client() {
        return connected().client();
    }

    private void learnTopology() {
        connected().topology().renewSlotCache();
    }

    /** One kind of command over numbered arguments. */
    private interface Command<T> {
        Response<T> pipelined(ClusterPipeline pipeline, int index, boolean again);

        @Nullable T alone(int index);
    }

    @Override
    public List<byte @Nullable []> read(byte[][] keys) {
        return RedisFailures.translating(
                () ->
                        all(
                                keys.length,
                                new Command<byte[]>() {
                                    @Override
                                    public Response<byte[]> pipelined(
                                            ClusterPipeline pipeline, int index, boolean again) {
                                        return pipeline.get(keys[index]);
                                    }

                                    @Override
                                    public byte @Nullable [] alone(int index) {
                                        return client().get(keys[index]);
                                    }
                                }));
    }

    @Override
    public void writeNewer(List<OnlineWrite> writes) {
        RedisFailures.translating(
                () ->
                        all(
                                writes.size(),
                                new Command<Object>() {
                                    @Override
                                    public Response<Object> pipelined(
                                            ClusterPipeline pipeline, int index, boolean again) {
                                        OnlineWrite write = writes.get(index);
                                        return again
                                                ? PutIfNotOlder.full(pipeline, write)
                                                : PutIfNotOlder.known(pipeline, write);
                                    }

                                    @Override
                                    public Object alone(int index) {
                                        return client().eval(
                                                        PutIfNotOlder.text(),
                                                        1,
                                                        PutIfNotOlder.arguments(writes.get(index)));
                                    }
                                }));
    }

    @Override
    public void write(List<Expiring> values) {
        RedisFailures.translating(
                () ->
                        all(
                                values.size(),
                                new Command<String>() {
                                    @Override
                                    public Response<String> pipelined(
                                            ClusterPipeline pipeline, int index, boolean again) {
                                        Expiring value = values.get(index);
                                        return pipeline.set(
                                                value.key(),
                                                value.value(),
                                                RedisServer.expiry(value));
                                    }

                                    @Override
                                    public String alone(int index) {
                                        Expiring value = values.get(index);
                                        return client().set(
                                                        value.key(),
                                                        value.value(),
                                                        RedisServer.expiry(value));
                                    }
                                }));
    }

    private <T> List<T> all(int size, Command<T> command) {
        List<@Nullable T> results = new ArrayList<>(Collections.nCopies(size, null));
        int[] pending = new int[size];
        Arrays.setAll(pending, i -> i);
        for (int tried = 0; tried < PIPELINED_TRIES && pending.length > 0; tried++) {
            if (tried > 0) {
                learnTopology();
            }
            pending = tryAll(pending, command, tried > 0, results);
        }
        for (int index : pending) {
            results.set(index, command.alone(index));
        }
        return complete(results);
    }

    /** Each has its result, which is null where the command gives null. */
    @SuppressWarnings({"unchecked", "NullAway"})
    private static <T> List<T> complete(List<?> results) {
        return (List<T>) results;
    }

    /** The numbers of those that were turned away. */
    private <T> int[] tryAll(
            int[] pending, Command<T> command, boolean again, List<@Nullable T> results) {
        List<Response<T>> responses = new ArrayList<>(pending.length);
        try (ClusterPipeline pipeline = client().pipelined(workers)) {
            for (int index : pending) {
                responses.add(command.pipelined(pipeline, index, again));
            }
            pipeline.sync();
        } catch (JedisConnectionException e) {
            // A master that no connection can be opened to.
            return pending;
        }
        int[] left = new int[pending.length];
        int count = 0;
        for (int i = 0; i < pending.length; i++) {
            try {
                results.set(pending[i], responses.get(i).get());
            } catch (JedisMovedDataException
                    | JedisAskDataException
                    | JedisClusterException
                    | JedisConnectionException
                    | JedisNoScriptException
                    | IllegalStateException e) {
                // IllegalStateException: the connection broke before its answer came.
                left[count++] = pending[i];
            }
        }
        return Arrays.copyOf(left, count);
    }

    @Override
    public void scan(String pattern, Consumer<List<byte[]>> pages) {
        RedisFailures.translating(
                () -> {
                    learnTopology();
                    return true;
                });
        ScanParams params = new ScanParams().match(pattern).count(RedisServer.PAGE);
        for (ConnectionPool master : connected().topology().getPrimaryNodes().values()) {
            byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
            do {
                byte[] from = cursor;
                ScanResult<byte[]> page =
                        RedisFailures.translating(() -> page(master, from, params));
                pages.accept(page.getResult());
                cursor = page.getCursorAsBytes();
            } while (!RedisServer.isStart(cursor));
        }
    }

    @SuppressWarnings("deprecation") // the one class that scans over a connection of one's choice
    private static ScanResult<byte[]> page(
            ConnectionPool master, byte[] cursor, ScanParams params) {
        try (Connection connection = master.getResource()) {
            return new Jedis(connection).scan(cursor, params);
        }
    }

    @Override
    public void close() {
        Connected known = connected;
        if (known != null) {
            known.client().close();
        }
        workers.shutdownNow();
    }
}
