package io.feedrank.cli.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does things at the same time, each as soon as what it comes after is done. */
final class InOrder {
    private static final int ABORT_PATIENCE_SECONDS = 10;

    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "local-stack");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * Runs all actions and returns when they are done. When one fails, those that run are
     * interrupted and the others never start.
     *
     * @param after for each name, those that have to be done before; names without an action of
     *     their own are ignored
     * @throws RuntimeException what the first failing action threw
     */
    void run(Map<String, Set<String>> after, Consumer<String> action) {
        Map<String, CompletableFuture<Void>> done = new LinkedHashMap<>();
        CompletableFuture<Void> failure = new CompletableFuture<>();
        after.keySet().forEach(name -> done.put(name, new CompletableFuture<>()));
        done.forEach(
                (name, mine) -> {
                    CompletableFuture<?>[] awaited =
                            after.getOrDefault(name, Set.of()).stream()
                                    .map(done::get)
                                    .filter(Objects::nonNull)
                                    .toArray(CompletableFuture<?>[]::new);
                    CompletableFuture<Void> ran =
                            CompletableFuture.allOf(awaited)
                                    .thenRunAsync(() -> action.accept(name), threads);
                    ran.thenRun(() -> mine.complete(null))
                            .exceptionally(
                                    thrown -> {
                                        failure.completeExceptionally(thrown);
                                        return null;
                                    });
                });
        CompletableFuture<Void> all =
                CompletableFuture.allOf(done.values().toArray(CompletableFuture<?>[]::new));
        try {
            CompletableFuture.anyOf(all, failure).join();
            threads.shutdown();
        } catch (CompletionException | CancellationException thrown) {
            abort();
            throw thrown.getCause() instanceof RuntimeException cause ? cause : thrown;
        }
    }

    /** Interrupts what runs, and waits for it to notice. Callable from any thread. */
    void abort() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(ABORT_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new StackException("something that was being started does not let go");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
