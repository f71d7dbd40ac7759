package io.feedrank.ranking.shard;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * Settings of a shard.
 *
 * @param replicaSet all shards of one set hold the index once; a second set holds it once more
 * @param name of this shard in its set, each another; by default its advertised host and port
 * @param listen where it listens
 * @param threads that search, each one request at a time
 * @param heartbeat between two announcements; one that is silent for five of them counts as gone
 * @param handover how long a partition that goes to another shard is still searched here at most
 */
public record ShardConfig(
        String replicaSet,
        String name,
        Listen listen,
        int threads,
        Duration heartbeat,
        Duration handover) {
    private static final String NAMES = "[A-Za-z0-9._-]{1,100}";
    private static final int SILENT_BEATS = 5;
    private static final int FAREWELL_BEATS = 3;

    /**
     * Where it listens.
     *
     * @param host to listen on
     * @param port of gRPC; 0 takes a free one
     * @param httpPort of health and metrics; 0 takes a free one
     * @param advertised host that rankers reach it by
     */
    public record Listen(String host, int port, int httpPort, String advertised) {
        public Listen {
            port("shard.port", port);
            port("shard.http-port", httpPort);
        }

        private static void port(String key, int port) {
            if (port < 0 || port > 65_535) {
                throw FeedrankException.badInput(key + ": got " + port + ", expected 0 to 65535");
            }
        }
    }

    public ShardConfig {
        name("shard.replica-set", replicaSet);
        name("shard.name", name);
        if (threads < 1 || threads > 256) {
            throw FeedrankException.badInput(
                    "shard.threads: got " + threads + ", expected 1 to 256");
        }
        duration("shard.heartbeat-ms", heartbeat);
        duration("shard.handover-ms", handover);
    }

    /** The shard's part of {@code settings}. */
    public static ShardConfig from(Settings settings) {
        Listen listen =
                new Listen(
                        settings.get("shard.host"),
                        settings.getInt("shard.port"),
                        settings.getInt("shard.http-port"),
                        settings.get("shard.advertised-host"));
        return new ShardConfig(
                settings.get("shard.replica-set"),
                named(settings.get("shard.name"), listen),
                listen,
                settings.getInt("shard.threads"),
                settings.getDuration("shard.heartbeat-ms"),
                settings.getDuration("shard.handover-ms"));
    }

    /** The consumer group that divides the partitions among the shards of its set. */
    public String group() {
        return "index-shards." + replicaSet;
    }

    /** The key of its announcements. */
    public String key() {
        return replicaSet + "/" + name;
    }

    Duration silence() {
        return heartbeat.multipliedBy(SILENT_BEATS);
    }

    /** How long a partition is searched on after another shard has it. */
    Duration farewell() {
        return heartbeat.multipliedBy(FAREWELL_BEATS);
    }

    /** The folder of its snapshots: sets divide the index each in its own way. */
    String folder() {
        return "shard-" + replicaSet + "-" + name;
    }

    /**
     * A shard without a name is called by where it is reached, as two of one set and name would
     * each announce away what the other holds. With a fixed port it finds its snapshots again.
     */
    private static String named(String name, Listen listen) {
        if (!name.isBlank()) {
            return name;
        }
        String where =
                listen.port() == 0
                        ? "pid" + ProcessHandle.current().pid()
                        : Integer.toString(listen.port());
        return listen.advertised().replaceAll("[^A-Za-z0-9._-]", "-") + "-" + where;
    }

    private static void name(String key, String name) {
        if (!name.matches(NAMES)) {
            throw FeedrankException.badInput(
                    key + ": got '" + name + "', expected letters, digits, '.', '_' or '-'");
        }
    }

    private static void duration(String key, Duration duration) {
        if (duration.toMillis() < 1 || duration.toHours() > 1) {
            throw FeedrankException.badInput(
                    key + ": got " + duration.toMillis() + ", expected 1 to 3600000");
        }
    }
}
