package io.feedrank.ranking.api.http;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.api.config.HttpConfig;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves routes over HTTP. Closing it lets the requests under way end. */
public final class ApiHttpServer implements AutoCloseable {
    private static final int MOST_SERVER_THREADS = 32;

    private final HttpConfig config;
    private final InFlight inFlight;
    private final MeterRegistry metrics;
    private final Javalin javalin;

    /** Not listening yet. */
    public ApiHttpServer(
            HttpConfig config, List<Route> routes, InFlight inFlight, MeterRegistry metrics) {
        this.config = config;
        this.inFlight = inFlight;
        this.metrics = metrics;
        this.javalin = Javalin.create(javalinConfig -> configure(javalinConfig, routes));
    }

    /**
     * Listens.
     *
     * @throws FeedrankException UNAVAILABLE when the port is taken
     */
    public void start() {
        try {
            javalin.start(config.host(), config.port());
        } catch (JavalinBindException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "cannot listen on api.host:api.port " + config.host() + ":" + config.port(),
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private void configure(JavalinConfig javalinConfig, List<Route> routes) {
        javalinConfig.startup.showJavalinBanner = false;
        javalinConfig.startup.showOldJavalinVersionWarning = false;
        javalinConfig.http.prefer405over404 = true;
        javalinConfig.http.compressionStrategy = CompressionStrategy.NONE;
        configure(javalinConfig.jetty);
        for (Route route : routes) {
            javalinConfig.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method().name()),
                    route.path(),
                    context -> context.future(() -> serve(route, context)));
        }
        javalinConfig.routes.exception(
                HttpResponseException.class,
                (refusal, context) -> write(context, refused(refusal, context).reply()));
        javalinConfig.routes.exception(
                Exception.class,
                (failure, context) -> write(context, Problems.of(failure).reply()));
    }

    private void configure(JettyConfig jetty) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_SERVER_THREADS, 4);
        threads.setName("http");
        jetty.threadPool = threads;
        // An id may hold an encoded slash or percent sign; routes are matched before it is decoded.
        jetty.modifyHttpConfiguration(
                http ->
                        http.setUriCompliance(
                                new UriCompliance(
                                        "ids",
                                        EnumSet.of(
                                                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                                                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING))));
        jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        jetty.modifyServer(
                server -> {
                    server.insertHandler(new GracefulHandler());
                    server.setStopTimeout(config.drain().toMillis());
                    server.setErrorHandler(new ProblemErrorHandler());
                });
    }

    private CompletableFuture<?> serve(Route route, Context context) {
        long start = System.nanoTime();
        return answer(route, new Call(context))
                .thenAccept(
                        reply -> {
                            write(context, reply);
                            metrics.timer(
                                            "feedrank.http.requests",
                                            "method",
                                            route.method().name(),
                                            "route",
                                            route.path(),
                                            "status",
                                            Integer.toString(reply.status()))
                                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                        });
    }

    private CompletableFuture<Reply> answer(Route route, Call call) {
        if (!route.limited()) {
            return handled(route, call);
        }
        try {
            inFlight.enter();
        } catch (HttpProblem full) {
            return CompletableFuture.completedFuture(full.problem().reply());
        }
        return handled(route, call).whenComplete((reply, failure) -> inFlight.leave());
    }

    private static CompletableFuture<Reply> handled(Route route, Call call) {
        try {
            return route.handler()
                    .handle(call)
                    .exceptionally(failure -> Problems.of(failure).reply())
                    .toCompletableFuture();
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(Problems.of(failure).reply());
        }
    }

    private static Problem refused(HttpResponseException refusal, Context context) {
        String got = context.method().name() + " " + context.path();
        return switch (refusal.getStatus()) {
            case 404 ->
                    Problem.of(
                            ProblemType.NOT_FOUND,
                            "got " + got + "; /openapi.json lists the paths");
            case 405 ->
                    Problem.of(
                            ProblemType.METHOD_NOT_ALLOWED,
                            "got " + got + ", expected " + refusal.getDetails().values());
            case 413 -> Problem.of(ProblemType.TOO_LARGE, String.valueOf(refusal.getMessage()));
            default -> Problem.of(ProblemType.BAD_INPUT, String.valueOf(refusal.getMessage()));
        };
    }

    private static void write(Context context, Reply reply) {
        context.status(reply.status()).contentType(reply.contentType()).result(reply.body());
        reply.headers().forEach(context::header);
    }
}
