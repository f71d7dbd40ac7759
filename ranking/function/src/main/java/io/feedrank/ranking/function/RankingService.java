package io.feedrank.ranking.function;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.near.NearCache;
import io.feedrank.feature.online.near.NearCacheConfig;
import io.feedrank.feature.online.near.NearCacheMetrics;
import io.feedrank.feature.online.redis.RedisFeedStore;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.ranking.pipeline.BreakerOnlineStore;
import io.feedrank.ranking.pipeline.FeedRanker;
import io.feedrank.ranking.pipeline.PipelineConfig;
import io.feedrank.ranking.pipeline.PipelineExecutor;
import io.feedrank.ranking.pipeline.PipelineMetrics;
import io.feedrank.ranking.pipeline.PipelineStages;
import io.feedrank.ranking.pipeline.SnapshottingRanker;
import io.feedrank.ranking.pipeline.embedding.EmbeddingsConfig;
import io.feedrank.ranking.pipeline.embedding.ReaderVectors;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.pipeline.score.LadderConfig;
import io.feedrank.ranking.pipeline.score.ModelLadder;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.shard.fleet.FleetConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.statefun.sdk.java.StatefulFunction;
import org.apache.flink.statefun.sdk.java.StatefulFunctionSpec;
import org.apache.flink.statefun.sdk.java.StatefulFunctions;
import org.apache.flink.statefun.sdk.java.handler.RequestReplyHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole service: stores, index, models, pipeline, function and HTTP, put together and taken
 * apart again.
 */
public final class RankingService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RankingService.class);
    private static final long LARGEST_CALL = 16L << 20;
    private static final long DRAIN_SECONDS = 3;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Settings settings;
    private final RankingConfig config;
    private final Clock clock;
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ServiceMetrics metrics = new ServiceMetrics(meters);
    private final ThreadPoolExecutor pool;
    private int port;

    private RankingService(Settings settings) {
        this.settings = settings;
        this.config = RankingConfig.from(settings);
        this.clock = settings.clock();
        this.pool =
                new ThreadPoolExecutor(
                        config.threads(),
                        config.threads(),
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(config.waiting()));
    }

    /**
     * Starts a service. It answers at once, and is ready when its index has caught up.
     *
     * @param models closed with the service
     * @throws FeedrankException BAD_INPUT for a wrong setting, UNAVAILABLE when the port is taken
     */
    public static RankingService start(Settings settings, Models models) {
        RankingService service = new RankingService(settings);
        service.opened.push(models);
        try {
            service.open(models);
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

    private void open(Models models) {
        String bootstrap = settings.get("kafka.bootstrap");
        opening(new TopicSetup(bootstrap)).start();
        AsyncSender sender = opening(new AsyncSender(bootstrap, metrics::logDropped));
        DeadLetters deadLetters = new DeadLetters(sender, metrics);
        OnlineStore redis =
                opening(
                        new BreakerOnlineStore(
                                RedisOnlineStore.open(settings, config.redisTimeout())));
        NearCache store = new NearCache(redis, NearCacheConfig.from(settings));
        new NearCacheMetrics(store).bindTo(meters);
        IndexAccess index = opening(index(bootstrap, deadLetters));
        bindMeters(index);
        FeatureLog featureLog = new FeatureLog(sender);
        ModelLadder ladder =
                opening(new ModelLadder(models, LadderConfig.from(settings), featureLog::write));
        ReaderVectors vectors = opening(ReaderVectors.start(bootstrap, index.vectors(), clock));
        Responder responder =
                new Responder(ranker(store, vectors, ladder), featureLog::write, clock, metrics);
        opened.push(this::drain);
        serve(
                new StatefunHandler(
                        pool,
                        protocol(new RankerFunction(responder, deadLetters, clock), true),
                        protocol(new SheddingFunction(deadLetters, clock, metrics), false)),
                new Readiness(redis, index, vectors::caughtUp, models));
    }

    private IndexAccess index(String bootstrap, DeadLetters deadLetters) {
        return switch (config.index()) {
            case LOCAL ->
                    LocalIndex.start(
                            EmbeddingsConfig.from(settings, "ranking"), clock, deadLetters::bury);
            case SHARDS -> ShardedIndex.start(bootstrap, FleetConfig.from(settings), clock);
        };
    }

    private FeedRanker ranker(OnlineStore store, PostVectors vectors, ModelLadder models) {
        PipelineConfig sizes = PipelineConfig.from(settings);
        PipelineMetrics ofPipeline =
                new PipelineMetrics(meters, settings.getDuration("features.drift-window-ms"));
        PipelineStages stages = PipelineStages.standard(store, vectors, models, sizes);
        opening(stages.sources());
        PipelineExecutor executor = new PipelineExecutor(stages, sizes, clock, ofPipeline);
        RedisFeedStore feeds = opening(RedisFeedStore.open(settings, config.redisTimeout()));
        return new SnapshottingRanker(executor, feeds, ofPipeline);
    }

    private static RequestReplyHandler protocol(StatefulFunction function, boolean stateful) {
        StatefulFunctionSpec.Builder spec =
                StatefulFunctionSpec.builder(RankerTypes.RANKER).withSupplier(() -> function);
        if (stateful) {
            spec.withValueSpec(RankerTypes.SESSION);
        }
        return new StatefulFunctions().withStatefulFunction(spec.build()).requestReplyHandler();
    }

    private void serve(StatefunHandler statefun, Readiness readiness) {
        Undertow server =
                Undertow.builder()
                        .addHttpListener(config.port(), config.host())
                        .setIoThreads(2)
                        .setWorkerThreads(4)
                        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_CALL)
                        .setHandler(ServiceRoutes.of(statefun, readiness, meters::scrape))
                        .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "cannot listen on ranking.port " + config.host() + ":" + config.port(),
                    e);
        }
        opened.push(server::stop);
        this.port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        LOG.info("{}, listening on port {}", config, port);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    private void bindMeters(IndexAccess index) {
        new JvmMemoryMetrics().bindTo(meters);
        opening(new JvmGcMetrics()).bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        Gauge.builder("feedrank.ranking.index.vectors", index, IndexAccess::size).register(meters);
        Gauge.builder("feedrank.ranking.waiting", pool, waiting -> waiting.getQueue().size())
                .register(meters);
    }

    private void drain() throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("{} requests were still being ranked", pool.getActiveCount());
        }
    }

    /**
     * Stops taking requests, lets those under way end, and closes what was opened, newest first.
     */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("a part did not close", e);
            }
        }
        pool.shutdownNow();
    }
}
