package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.Aliases;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that the registry's aliases name. A changed alias is followed within about a second:
 * the new model is checked, loaded and warmed up, then swapped in. A model that can't be served is
 * refused with the reason in the log, and the one before goes on; so it does when the registry
 * can't be read.
 */
public final class RegistryModels implements Models {
    private static final Logger log = LoggerFactory.getLogger(RegistryModels.class);

    /**
     * What scores candidates; other aliases are other processes'. The fallback is there soonest, so
     * it is loaded first.
     */
    private static final List<Alias> SERVED =
            List.of(Alias.FALLBACK, Alias.PRODUCTION, Alias.CANARY, Alias.SHADOW);

    private final ModelRegistry registry;
    private final HotSet hotSet;
    private final Map<Alias, AliasSlot> slots = new LinkedHashMap<>();
    private final ScheduledExecutorService watcher;
    private volatile @Nullable String lastFault;

    /** Aliases were read once: a registry without any is new no longer. One thread at a time. */
    private boolean followed;

    private RegistryModels(ModelRegistry registry, FeatureCatalog catalog, ModelsConfig config) {
        this.registry = registry;
        this.hotSet = new HotSet(config.hotSet(), new BundleLoader(registry, catalog, config));
        SERVED.forEach(alias -> slots.put(alias, new AliasSlot(alias, hotSet)));
        this.watcher =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "model-watcher");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Loads what the aliases of the registry at {@code modelsDir} name, and follows them. */
    public static RegistryModels open(Path modelsDir, ModelsConfig config) {
        return open(modelsDir, FeatureCatalog.standard(), config);
    }

    /** The same with a catalog of the caller's. */
    public static RegistryModels open(Path modelsDir, FeatureCatalog catalog, ModelsConfig config) {
        RegistryModels models = new RegistryModels(new ModelRegistry(modelsDir), catalog, config);
        models.refresh();
        models.watch(config.poll().toMillis());
        return models;
    }

    @Override
    public Optional<Scorer> production() {
        return served(Alias.PRODUCTION);
    }

    @Override
    public Optional<Scorer> fallback() {
        return served(Alias.FALLBACK);
    }

    @Override
    public Optional<Scorer> canary() {
        return served(Alias.CANARY);
    }

    @Override
    public Optional<Scorer> shadow() {
        return served(Alias.SHADOW);
    }

    @Override
    public Scorer named(String model) {
        return hotSet.get(ModelRef.parse(model));
    }

    /** Name and version of each model in memory, sorted. */
    public Set<String> inMemory() {
        return hotSet.hot().stream()
                .map(ModelRef::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What can't be served and why: by alias, and under {@code registry} why that can't be read.
     * Empty when all is well.
     */
    public Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        slots.forEach((alias, slot) -> slot.fault().ifPresent(why -> faults.put(alias.id(), why)));
        Optional.ofNullable(lastFault).ifPresent(why -> faults.put("registry", why));
        return faults;
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
        hotSet.close();
    }

    private Optional<Scorer> served(Alias alias) {
        AliasSlot slot = slots.get(alias);
        return slot == null ? Optional.empty() : slot.scorer();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor
    private void watch(long pollMillis) {
        watcher.scheduleWithFixedDelay(
                () -> {
                    giveWay();
                    refresh();
                },
                pollMillis,
                pollMillis,
                TimeUnit.MILLISECONDS);
    }

    /**
     * Once requests are served, loading the next model gives way to them, where the JVM heeds
     * priorities (-XX:ThreadPriorityPolicy=1). Not before: threads that TensorFlow starts with its
     * first model inherit the priority and score for all.
     */
    @SuppressWarnings("ThreadPriorityCheck") // a wish, not what correctness rests on
    private void giveWay() {
        AliasSlot production = slots.get(Alias.PRODUCTION);
        if (production != null && production.pinned().isPresent()) {
            Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        }
    }

    // An exception would end the schedule.
    private void refresh() {
        try {
            boolean there = registry.hasAliases();
            if (followed && !there) {
                throw new FeedrankException(
                        Category.UNAVAILABLE,
                        "its aliases are gone, as if its volume were not mounted; the models in"
                                + " use stay");
            }
            followed = there;
            Aliases aliases = registry.aliases();
            slots.forEach((alias, slot) -> slot.refresh(aliases.model(alias)));
            hotSet.pin(
                    slots.values().stream()
                            .flatMap(slot -> slot.pinned().stream())
                            .collect(Collectors.toSet()));
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
