package io.feedrank.feature.online.redis;

import io.feedrank.feature.online.OnlineWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** The masters of a cluster. */
final class RedisCluster implements RedisNodes {
    private final ClusterConnection cluster;
    private final ClusterCalls calls;

    RedisCluster(RedisAddress address, Duration timeout) {
        this.cluster = new ClusterConnection(address, timeout);
        this.calls = new ClusterCalls(cluster);
    }

    @Override
    public List<byte @Nullable []> read(byte[][] keys) {
        List<@Nullable Object> values =
                calls.all(
                        keys.length,
                        new ClusterCalls.Command() {
                            @Override
                            public byte[] key(int index) {
                                return keys[index];
                            }

                            @Override
                            public void send(Connection connection, int index, boolean again) {
                                connection.sendCommand(Protocol.Command.GET, keys[index]);
                            }

                            @Override
                            public @Nullable Object alone(int index) {
                                return cluster.client().get(keys[index]);
                            }
                        });
        List<byte @Nullable []> read = new ArrayList<>(values.size());
        values.forEach(value -> read.add((byte[]) value));
        return read;
    }

    @Override
    public void writeNewer(List<OnlineWrite> writes) {
        List<byte[][]> arguments = writes.stream().map(PutIfNotOlder::arguments).toList();
        calls.all(
                writes.size(),
                new ClusterCalls.Command() {
                    @Override
                    public byte[] key(int index) {
                        return arguments.get(index)[0];
                    }

                    @Override
                    public void send(Connection connection, int index, boolean again) {
                        PutIfNotOlder.send(connection, arguments.get(index), again);
                    }

                    @Override
                    public @Nullable Object alone(int index) {
                        return cluster.client().eval(PutIfNotOlder.text(), 1, arguments.get(index));
                    }
                });
    }

    @Override
    public void write(List<Expiring> values) {
        calls.all(
                values.size(),
                new ClusterCalls.Command() {
                    @Override
                    public byte[] key(int index) {
                        return values.get(index).key();
                    }

                    @Override
                    public void send(Connection connection, int index, boolean again) {
                        Expiring value = values.get(index);
                        connection.sendCommand(
                                Protocol.Command.SET,
                                value.key(),
                                value.value(),
                                Protocol.Keyword.EX.getRaw(),
                                Protocol.toByteArray(value.after().toSeconds()));
                    }

                    @Override
                    public @Nullable Object alone(int index) {
                        Expiring value = values.get(index);
                        return cluster.client()
                                .set(value.key(), value.value(), RedisServer.expiry(value));
                    }
                });
    }

    @Override
    public void scan(String pattern, Consumer<List<byte[]>> pages) {
        RedisFailures.translating(
                () -> {
                    cluster.topology().renewSlotCache();
                    return true;
                });
        ScanParams params = new ScanParams().match(pattern).count(RedisServer.PAGE);
        for (ConnectionPool master : cluster.topology().getPrimaryNodes().values()) {
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
    public long delete(List<byte[]> keys) {
        return RedisFailures.translating(
                () -> keys.stream().mapToLong(key -> cluster.client().unlink(key)).sum());
    }

    @Override
    public byte @Nullable [] dump(byte[] key) {
        return RedisFailures.translating(() -> cluster.client().dump(key));
    }

    /** Replicas included: each keeps files of its own. */
    @Override
    public List<String> onEach(Protocol.Command command, String... arguments) {
        return RedisFailures.translating(
                () -> {
                    cluster.topology().renewSlotCache();
                    List<String> answers = new ArrayList<>();
                    for (ConnectionPool node : cluster.topology().getNodes().values()) {
                        try (Connection connection = node.getResource()) {
                            connection.sendCommand(command, arguments);
                            answers.add(RedisServer.text(connection.getOne()));
                        }
                    }
                    return answers;
                });
    }

    @Override
    public void close() {
        calls.close();
    }
}
