package io.feedrank.feature.online.redis;

import io.feedrank.feature.online.OnlineWrite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;

/**
 * The compare-and-set of a versioned value. Called by its hash, which a server knows once it was
 * sent in full: after a start, a failover or a flush that is done once more.
 */
final class PutIfNotOlder {
    /**
     * Sets KEYS[1] to ARGV[1] for ARGV[2] seconds (0: for ever) unless its 16 bytes of version are
     * higher; bytes compare as numbers.
     */
    private static final String SCRIPT =
            """
            local stored = redis.call('GETRANGE', KEYS[1], 0, 15)
            for i = 1, #stored do
              local old, new = string.byte(stored, i), string.byte(ARGV[1], i)
              if new > old then break end
              if new < old then return 0 end
            end
            if ARGV[2] == '0' then
              redis.call('SET', KEYS[1], ARGV[1])
            else
              redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
            end
            return 1
            """;

    private static final byte[] TEXT = SCRIPT.getBytes(StandardCharsets.UTF_8);
    private static final byte[] HASH = hash();
    private static final byte[] ONE_KEY = {'1'};

    private PutIfNotOlder() {}

    /** By its hash. */
    static Response<Object> known(AbstractPipeline pipeline, OnlineWrite write) {
        return pipeline.evalsha(HASH, 1, arguments(write));
    }

    /** In full. */
    static Response<Object> full(AbstractPipeline pipeline, OnlineWrite write) {
        return pipeline.eval(TEXT, 1, arguments(write));
    }

    /** By its hash, or in full when the server did not know it. */
    static void send(Connection connection, byte[][] arguments, boolean inFull) {
        connection.sendCommand(
                inFull ? Protocol.Command.EVAL : Protocol.Command.EVALSHA,
                inFull ? TEXT : HASH,
                ONE_KEY,
                arguments[0],
                arguments[1],
                arguments[2]);
    }

    /** The script. */
    static byte[] text() {
        return TEXT.clone();
    }

    /** Its key, then its arguments. */
    static byte[][] arguments(OnlineWrite write) {
        long seconds = write.key().group().timeToLive().toSeconds();
        return new byte[][] {
            write.key().bytes(),
            write.value().bytes(),
            Long.toString(seconds).getBytes(StandardCharsets.US_ASCII)
        };
    }

    private static byte[] hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(TEXT);
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
