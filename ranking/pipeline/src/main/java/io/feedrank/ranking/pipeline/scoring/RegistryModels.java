package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Aliases;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that the registry's aliases name. A changed alias is followed within about a second:
 * the new model is checked, loaded and warmed up, then swapped in. A model that can't be served is
 * refused with the reason in the log, and the one before goes on.
 */
public final class RegistryModels implements Models {
    private static final Logger log = LoggerFactory.getLogger(RegistryModels.class);

    /**
     * Timing of the watch.
     *
     * @param poll how often the alias file is read
     * @param grace how long a replaced model stays open for requests that took it before
     */
    public record Timing(Duration poll, Duration grace) {
        /** A second, and half a minute: longer than any request lives. */
        public static final Timing DEFAULT =
                new Timing(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    private final ModelRegistry registry;
    private final AliasSlot production;
    private final AliasSlot fallback;
    private final ScheduledExecutorService watcher;
    private @Nullable String lastFault;

    private RegistryModels(ModelRegistry registry, FeatureCatalog catalog, Duration grace) {
        this.registry = registry;
        this.production = new AliasSlot(Alias.PRODUCTION, registry, catalog, grace);
        this.fallback = new AliasSlot(Alias.FALLBACK, registry, catalog, grace);
        this.watcher =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "model-watcher");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Loads what the aliases of the registry at {@code modelsDir} name, and follows them. */
    public static RegistryModels open(Path modelsDir) {
        return open(modelsDir, FeatureCatalog.standard(), Timing.DEFAULT);
    }

    /** As {@link #open(Path)}, with a catalog and timing of the caller's. */
    public static RegistryModels open(Path modelsDir, FeatureCatalog catalog, Timing timing) {
        RegistryModels models =
                new RegistryModels(new ModelRegistry(modelsDir), catalog, timing.grace());
        models.refresh();
        models.watch(timing.poll());
        return models;
    }

    @Override
    public Optional<Scorer> production() {
        return production.scorer();
    }

    @Override
    public Optional<Scorer> fallback() {
        return fallback.scorer();
    }

    @Override
    public void close() {
        watcher.shutdown();
        try {
            if (!watcher.awaitTermination(30, TimeUnit.SECONDS)) {
                log.warn("a model is still being loaded; closing without it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        production.close();
        fallback.close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor
    private void watch(Duration poll) {
        watcher.scheduleWithFixedDelay(
                this::refresh, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    }

    // An exception would end the schedule.
    private void refresh() {
        try {
            Aliases aliases = registry.aliases();
            production.refresh(aliases.model(Alias.PRODUCTION));
            fallback.refresh(aliases.model(Alias.FALLBACK));
            lastFault = null;
        } catch (RuntimeException e) {
            String fault = e.toString();
            if (!fault.equals(lastFault)) {
                log.error("cannot follow the models of {}: {}", registry.root(), fault);
            }
            lastFault = fault;
        }
    }
}
