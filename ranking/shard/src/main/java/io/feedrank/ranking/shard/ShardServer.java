package io.feedrank.ranking.shard;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shard's gRPC server. A call whose deadline has passed is not begun. */
final class ShardServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardServer.class);
    private static final int WAITING = 256;
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final ThreadPoolExecutor pool;
    private final Server server;

    private ShardServer(ThreadPoolExecutor pool, Server server) {
        this.pool = pool;
        this.server = server;
    }

    /**
     * A server that answers from now on.
     *
     * @throws FeedrankException UNAVAILABLE when the port is taken
     */
    static ShardServer start(ShardConfig config, ShardSearch search) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        config.threads(),
                        config.threads(),
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING),
                        new ThreadPoolExecutor.AbortPolicy());
        ServerServiceDefinition service =
                ServerServiceDefinition.builder(ShardMethods.SERVICE)
                        .addMethod(
                                ShardMethods.SEARCH,
                                ServerCalls.asyncUnaryCall(answering(pool, search::search)))
                        .addMethod(
                                ShardMethods.VECTORS,
                                ServerCalls.asyncUnaryCall(answering(pool, search::vectors)))
                        .build();
        ShardConfig.Listen listen = config.listen();
        try {
            Server server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(listen.host(), listen.port()))
                            // Calls are handed to the pool, which refuses what it has no room for.
                            .directExecutor()
                            // Rankers ask for a sign of life this often while they wait.
                            .permitKeepAliveTime(5, TimeUnit.SECONDS)
                            .permitKeepAliveWithoutCalls(true)
                            .addService(service)
                            .build()
                            .start();
            return new ShardServer(pool, server);
        } catch (IOException e) {
            pool.shutdownNow();
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "cannot listen on shard.port " + listen.host() + ":" + listen.port(),
                    e);
        }
    }

    private static <Q, R> ServerCalls.UnaryMethod<Q, R> answering(
            ThreadPoolExecutor pool, Function<Q, R> answer) {
        return (request, observer) -> {
            Context context = Context.current();
            try {
                pool.execute(context.wrap(() -> answer(request, observer, answer)));
            } catch (RejectedExecutionException e) {
                observer.onError(
                        Status.RESOURCE_EXHAUSTED
                                .withDescription("too many calls wait")
                                .asRuntimeException());
            }
        };
    }

    private static <Q, R> void answer(
            Q request, StreamObserver<R> observer, Function<Q, R> answer) {
        Deadline deadline = Context.current().getDeadline();
        if (Context.current().isCancelled() || (deadline != null && deadline.isExpired())) {
            observer.onError(Status.DEADLINE_EXCEEDED.asRuntimeException());
            return;
        }
        try {
            observer.onNext(answer.apply(request));
            observer.onCompleted();
        } catch (FeedrankException e) {
            Status status =
                    e.category() == Category.BAD_INPUT
                            ? Status.INVALID_ARGUMENT
                            : Status.UNAVAILABLE;
            observer.onError(status.withDescription(e.getMessage()).asRuntimeException());
        } catch (RuntimeException | Error e) {
            // An error too: who asked would else wait until the deadline.
            LOG.error("a call failed", e);
            observer.onError(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
        }
    }

    /** The port it listens on. */
    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdownNow();
    }
}
