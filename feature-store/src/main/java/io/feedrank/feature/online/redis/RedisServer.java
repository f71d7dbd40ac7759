package io.feedrank.feature.online.redis;

import io.feedrank.feature.online.OnlineWrite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;

/** One server: one MGET to read, one pipeline to write. */
final class RedisServer implements RedisNodes {
    static final int PAGE = 1_000;

    private final RedisClient client;

    RedisServer(RedisClient client) {
        this.client = client;
    }

    @Override
    public List<byte @Nullable []> read(byte[][] keys) {
        return RedisFailures.translating(() -> client.mget(keys));
    }

    @Override
    public void writeNewer(List<OnlineWrite> writes) {
        RedisFailures.translating(
                () -> {
                    try {
                        return pipelined(writes, PutIfNotOlder::known);
                    } catch (JedisNoScriptException e) {
                        return pipelined(writes, PutIfNotOlder::full);
                    }
                });
    }

    @Override
    public void write(List<Expiring> values) {
        RedisFailures.translating(
                () ->
                        pipelined(
                                values,
                                (pipeline, value) ->
                                        pipeline.set(value.key(), value.value(), expiry(value))));
    }

    static SetParams expiry(Expiring value) {
        return SetParams.setParams().ex(value.after().toSeconds());
    }

    private <V, R> int pipelined(
            List<V> values, BiFunction<AbstractPipeline, V, Response<R>> command) {
        List<Response<R>> responses = new ArrayList<>(values.size());
        try (AbstractPipeline pipeline = client.pipelined()) {
            for (V value : values) {
                responses.add(command.apply(pipeline, value));
            }
            pipeline.sync();
        }
        responses.forEach(Response::get);
        return responses.size();
    }

    @Override
    public void scan(String pattern, Consumer<List<byte[]>> pages) {
        ScanParams params = new ScanParams().match(pattern).count(PAGE);
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        do {
            byte[] from = cursor;
            ScanResult<byte[]> page = RedisFailures.translating(() -> client.scan(from, params));
            pages.accept(page.getResult());
            cursor = page.getCursorAsBytes();
        } while (!isStart(cursor));
    }

    @Override
    public long delete(List<byte[]> keys) {
        return keys.isEmpty()
                ? 0
                : RedisFailures.translating(() -> client.unlink(keys.toArray(new byte[0][])));
    }

    @Override
    public byte @Nullable [] dump(byte[] key) {
        return RedisFailures.translating(() -> client.dump(key));
    }

    @Override
    public List<String> onEach(Protocol.Command command, String... arguments) {
        CommandArguments all = new CommandArguments(command);
        for (String argument : arguments) {
            all.add(argument);
        }
        return List.of(RedisFailures.translating(() -> text(client.executeCommand(all))));
    }

    static String text(Object answer) {
        return answer instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : String.valueOf(answer);
    }

    /** A scan that comes back to its start is over. */
    static boolean isStart(byte[] cursor) {
        return new String(cursor, StandardCharsets.US_ASCII).equals(ScanParams.SCAN_POINTER_START);
    }

    @Override
    public void close() {
        client.close();
    }
}
