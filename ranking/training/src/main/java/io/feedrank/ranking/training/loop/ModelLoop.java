package io.feedrank.ranking.training.loop;

import com.sun.net.httpserver.HttpServer;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Settings;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Aliases;
import io.feedrank.ranking.pipeline.registry.Decision;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.training.TrainingProgress;
import io.feedrank.ranking.training.TrainingRequest;
import io.feedrank.ranking.training.canary.Judge;
import io.feedrank.ranking.training.canary.JudgeConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread judges, one trains, and a page says that they do. When Kafka or the registry do not
 * answer it says so there, and goes on when they do.
 */
public final class ModelLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ModelLoop.class);

    private final Settings settings;
    private final ModelRegistry registry;
    private final Clock clock;
    private final HttpServer server;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private volatile String fault = "not started yet";
    private volatile boolean closed;

    private ModelLoop(Settings settings, ModelLoopConfig config) {
        this.settings = settings;
        this.registry = new ModelRegistry(settings.getPath("models.dir"));
        this.clock = settings.clock();
        try {
            this.server = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
        } catch (IOException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "cannot listen on loop.port " + config.host() + ":" + config.port(),
                    e);
        }
    }

    /**
     * Starts both threads.
     *
     * @throws FeedrankException BAD_INPUT for a wrong setting, UNAVAILABLE when the port is taken
     */
    @SuppressWarnings("FutureReturnValueIgnored") // they end with the executor
    public static ModelLoop start(Settings settings, long seed) {
        ModelLoopConfig config = ModelLoopConfig.from(settings);
        JudgeConfig judging = JudgeConfig.from(settings);
        ModelLoop loop = new ModelLoop(settings, config);
        loop.serve();
        loop.threads.execute(() -> loop.judge(judging));
        if (!config.trainPeriod().isZero()) {
            ContinualTraining training =
                    new ContinualTraining(
                            new TrainingRequest(
                                    settings.getPath("offline.dir"),
                                    loop.registry,
                                    seed,
                                    loop.clock,
                                    TrainingProgress.NONE),
                            config.keep());
            long period = config.trainPeriod().toMillis();
            loop.threads.scheduleWithFixedDelay(
                    training::round, period, period, TimeUnit.MILLISECONDS);
        }
        log.info("{}, {}", config, judging);
        return loop;
    }

    /** The port of its health page. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void judge(JudgeConfig config) {
        while (!closed) {
            Judge judge = new Judge(registry, config);
            try (TrialTopics topics =
                    new TrialTopics(settings.get("kafka.bootstrap"), beginOfTrials())) {
                while (!closed) {
                    Instant now = clock.instant();
                    topics.read(judge);
                    judge.judge(now);
                    fault = "";
                }
            } catch (RuntimeException e) {
                if (!closed) {
                    fault = e.toString();
                    log.error("the judge begins again: {}", fault);
                    pause();
                }
            }
        }
    }

    /** When the oldest trial under way began; now when there is none. */
    private Instant beginOfTrials() {
        Aliases aliases = registry.aliases();
        return Stream.of(Alias.SHADOW, Alias.CANARY)
                .flatMap(
                        alias ->
                                aliases
                                        .model(alias)
                                        .flatMap(
                                                model ->
                                                        registry.decisions()
                                                                .promotion(alias, model))
                                        .stream())
                .map(Decision::at)
                .min(Instant::compareTo)
                .orElseGet(Instant::now);
    }

    private void serve() {
        server.createContext(
                "/health",
                exchange -> {
                    Optional<String> wrong = Optional.of(fault).filter(text -> !text.isEmpty());
                    byte[] body =
                            ("{\"ready\":" + wrong.isEmpty() + "}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    boolean live = exchange.getRequestURI().getPath().endsWith("/live");
                    exchange.sendResponseHeaders(live || wrong.isEmpty() ? 200 : 503, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    private synchronized void pause() {
        try {
            TimeUnit.SECONDS.timedWait(this, 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops both; a training under way is given up. */
    @Override
    public void close() {
        closed = true;
        server.stop(0);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("a training was still under way");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
