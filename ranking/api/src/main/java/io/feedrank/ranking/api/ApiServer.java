package io.feedrank.ranking.api;

import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.near.NearCache;
import io.feedrank.feature.online.near.NearCacheMetrics;
import io.feedrank.feature.online.redis.RedisFeedStore;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.ranking.api.config.ApiConfig;
import io.feedrank.ranking.api.config.StoresConfig;
import io.feedrank.ranking.api.erasure.SuppressedUsers;
import io.feedrank.ranking.api.event.EventPublisher;
import io.feedrank.ranking.api.event.EventRoutes;
import io.feedrank.ranking.api.event.TickProducer;
import io.feedrank.ranking.api.feed.FeedRoutes;
import io.feedrank.ranking.api.http.ApiHttpServer;
import io.feedrank.ranking.api.http.InFlight;
import io.feedrank.ranking.api.http.Route;
import io.feedrank.ranking.api.kafka.KafkaClients;
import io.feedrank.ranking.api.operations.ApiMetrics;
import io.feedrank.ranking.api.operations.OperationsRoutes;
import io.feedrank.ranking.api.operations.Readiness;
import io.feedrank.ranking.api.ranker.GuardedRanker;
import io.feedrank.ranking.api.ranker.KafkaRanker;
import io.feedrank.ranking.api.store.StoreCircuit;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.admin.Admin;

/**
 * One replica of the query API. It keeps nothing that another replica would miss. {@link #close()}
 * answers the requests under way, then lets go of Kafka and Redis.
 */
public final class ApiServer implements AutoCloseable {
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(2);

    private final ApiMetrics metrics = new ApiMetrics();
    private final ExecutorService workers;
    private final RedisFeedStore feedStore;
    private final RedisOnlineStore onlineStore;
    private final Admin admin;
    private final KafkaRanker ranker;
    private final EventPublisher events;
    private final SuppressedUsers erased;
    private final TickProducer ticks;
    private final List<Route> routes;
    private final ApiHttpServer http;

    /** Wires the parts; nothing is listening, and no server behind it needs to be up yet. */
    public ApiServer(ApiConfig config, Clock clock) {
        MeterRegistry registry = metrics.registry();
        StoresConfig stores = config.stores();
        this.workers = Workers.start(config.http());
        this.feedStore = new RedisFeedStore(stores.redis(), stores.redisTimeout());
        this.onlineStore = new RedisOnlineStore(stores.redis(), stores.redisTimeout());
        KafkaClients kafka = new KafkaClients(stores.bootstrap());
        this.admin = kafka.admin(ADMIN_TIMEOUT);
        this.ranker = new KafkaRanker(kafka, config.ranker(), registry);
        this.erased = new SuppressedUsers(kafka, stores.erasureKey());
        this.events = new EventPublisher(kafka, config.events());
        this.ticks = new TickProducer(events, config.ticks(), clock, registry);

        StoreCircuit circuit = new StoreCircuit();
        OnlineStore redis = circuit.guard(onlineStore);
        // A post that was deleted between two pages must not be on the second.
        NearCache features = new NearCache(redis, stores.nearCache().forOutages());
        new NearCacheMetrics(features).bindTo(registry);
        FeedRoutes.Sources sources =
                new FeedRoutes.Sources(
                        new GuardedRanker(ranker, config.ranker().breaker(), registry),
                        circuit.guard(feedStore),
                        features,
                        clock,
                        erased::holds);
        this.routes = new ArrayList<>();
        routes.addAll(new FeedRoutes(sources, config.ranker(), registry, workers).routes());
        EventRoutes.Intake intake = new EventRoutes.Intake(clock, erased::holds);
        routes.addAll(new EventRoutes(events, config.events(), intake, registry, workers).routes());
        routes.addAll(
                new OperationsRoutes(new Readiness(admin, redis, this::reads), metrics, clock)
                        .routes());
        InFlight inFlight = new InFlight(config.http().maxInFlight());
        registry.gauge("feedrank.http.in.flight", inFlight, InFlight::count);
        this.http = new ApiHttpServer(config.http(), routes, inFlight, registry);
    }

    /**
     * Reads answers, ticks and listens. Until Kafka is there the replica is live but not ready, and
     * lower levels answer.
     *
     * @throws io.feedrank.feature.config.FeedrankException UNAVAILABLE when the port is taken
     */
    public void start() {
        ranker.start();
        erased.start();
        ticks.start();
        http.start();
    }

    /** Whether answers are read, and who was erased is known. */
    private boolean reads() {
        return ranker.ready() && erased.caughtUp();
    }

    /** The port it listens on. */
    public int port() {
        return http.port();
    }

    /** All that it answers. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    @Override
    public void close() {
        http.close();
        ticks.close();
        ranker.close();
        erased.close();
        events.close();
        workers.shutdown();
        admin.close(ADMIN_TIMEOUT);
        feedStore.close();
        onlineStore.close();
        metrics.close();
    }
}
