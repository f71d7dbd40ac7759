package io.feedrank.ranking.shard;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.ranking.index.VectorIndexes;
import io.feedrank.ranking.pipeline.embedding.EmbeddingsConfig;
import io.feedrank.ranking.pipeline.embedding.PartitionedIndex;
import io.feedrank.ranking.shard.fleet.Fleet;
import io.feedrank.ranking.shard.fleet.FleetWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole shard: its partitions, its servers, its announcements. */
public final class ShardService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardService.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ShardConfig config;
    private final PartitionedIndex index;
    private int port;
    private int httpPort;

    private ShardService(Settings settings) {
        this.config = ShardConfig.from(settings);
        String bootstrap = settings.get("kafka.bootstrap");
        DeadLetters deadLetters = opening(new DeadLetters(bootstrap));
        this.index =
                opening(
                        new PartitionedIndex(
                                EmbeddingsConfig.from(settings, config.folder()),
                                new PartitionedIndex.Division(
                                        config.group(), config.handover(), config.farewell()),
                                VectorIndexes::serving,
                                settings.clock(),
                                deadLetters::bury));
    }

    /**
     * Starts a shard. It takes part in the division of its set at once, and announces each
     * partition when it has caught up.
     *
     * @throws FeedrankException BAD_INPUT for a wrong setting, UNAVAILABLE when a port is taken
     */
    public static ShardService start(Settings settings) {
        ShardService service = new ShardService(settings);
        try {
            service.open(settings.get("kafka.bootstrap"));
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    private <T extends AutoCloseable> T opening(T part) {
        opened.push(part);
        return part;
    }

    private void open(String bootstrap) {
        ShardServer server = opening(ShardServer.start(config, new ShardSearch(index::ready)));
        port = server.port();
        new JvmMemoryMetrics().bindTo(meters);
        Gauge.builder("feedrank.shard.partitions", index, part -> part.ready().size())
                .register(meters);
        Gauge.builder(
                        "feedrank.shard.vectors",
                        index,
                        part -> part.ready().values().stream().mapToInt(live -> live.size()).sum())
                .register(meters);
        ShardHttp http =
                opening(
                        new ShardHttp(
                                config.listen(),
                                new ShardHttp.View(
                                        index::caughtUp, this::describe, meters::scrape)));
        httpPort = http.port();
        index.start();
        opening(new FleetWatch(bootstrap, this::handOver)).start();
        ShardState state = new ShardState(config, index, port);
        opening(new ShardAnnouncer(bootstrap, config, state::announcement));
        LOG.info("{}, gRPC on {}, HTTP on {}", config, port, httpPort);
    }

    /** What another shard of the set can search need not be searched here. */
    private void handOver(Fleet fleet) {
        index.handedOver(fleet.readyBeside(config.replicaSet(), config.name()));
    }

    private String describe() {
        return "{\"ready\":%b,\"replica_set\":\"%s\",\"name\":\"%s\",\"partitions\":%s,\"of\":%d}"
                .formatted(
                        index.caughtUp(),
                        config.replicaSet(),
                        config.name(),
                        index.ready().keySet(),
                        index.partitions());
    }

    /** The port of gRPC. */
    public int port() {
        return port;
    }

    /** The port of health and metrics. */
    public int httpPort() {
        return httpPort;
    }

    /** Announces that it goes, and closes what was opened, newest first. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.warn("a part did not close", e);
            }
        }
    }
}
