package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in memory, at most so many and of so many bytes. What an alias names is pinned; of the
 * others the one that was used longest ago goes first, and never one that was taken just now. A
 * model that has lost its alias stays while there is room, so that a rollback needs no loading.
 * Thread-safe; one thread loads at a time.
 *
 * <p>Bytes are those of the files: what TensorFlow makes of them is about twice that, and not to be
 * measured from here.
 */
final class HotSet implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HotSet.class);

    /** Loads and warms up a model. */
    interface Loader {
        HotModel load(ModelRef model);

        /** Size of the model's files. */
        long bytes(ModelRef model);
    }

    private final HotSetConfig config;
    private final Loader loader;
    private final Map<ModelRef, HotModel> models = new ConcurrentHashMap<>();
    private Set<ModelRef> pinned = Set.of();

    HotSet(HotSetConfig config, Loader loader) {
        this.config = config;
        this.loader = loader;
    }

    /** A model that is in memory. */
    Optional<HotModel> find(ModelRef model) {
        HotModel hot = models.get(model);
        if (hot != null) {
            hot.touch();
        }
        return Optional.ofNullable(hot);
    }

    /**
     * A model, loaded if need be.
     *
     * @throws FeedrankException UNAVAILABLE when there is no room but for pinned models and those
     *     in use; what loading throws
     */
    HotModel get(ModelRef model) {
        Optional<HotModel> hot = find(model);
        return hot.isPresent() ? hot.get() : load(model, false);
    }

    /**
     * The same for what an alias names, which has to be served: for as long as old models are in
     * use there may be more than the limit.
     */
    HotModel getForAlias(ModelRef model) {
        Optional<HotModel> hot = find(model);
        return hot.isPresent() ? hot.get() : load(model, true);
    }

    /** Pins these models and no others, and closes what there is no more room for. */
    synchronized void pin(Set<ModelRef> wanted) {
        pinned = new HashSet<>(wanted);
        makeRoom(0, 0);
    }

    /** The models in memory. */
    Set<ModelRef> hot() {
        return new TreeSet<>(models.keySet());
    }

    private synchronized HotModel load(ModelRef model, boolean beyondLimit) {
        HotModel other = models.get(model);
        if (other != null) {
            other.touch();
            return other;
        }
        long bytes = loader.bytes(model);
        if (!makeRoom(1, bytes) && !beyondLimit) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "no room for model "
                            + model
                            + " of "
                            + bytes
                            + " bytes: "
                            + hot()
                            + " are in use, and ranking.hot-models is "
                            + config.models()
                            + ", ranking.hot-megabytes "
                            + (config.bytes() >> 20));
        }
        HotModel loaded = loader.load(model);
        models.put(model, loaded);
        return loaded;
    }

    private boolean makeRoom(int more, long moreBytes) {
        while (models.size() + more > config.models() || bytes() + moreBytes > config.bytes()) {
            ModelRef coldest = coldest();
            if (coldest == null) {
                return false;
            }
            HotModel gone = models.remove(coldest);
            if (gone != null) {
                log.info("model {} leaves the memory", coldest);
                gone.close();
            }
        }
        return true;
    }

    private @Nullable ModelRef coldest() {
        long now = System.nanoTime();
        return models.entrySet().stream()
                .filter(entry -> !pinned.contains(entry.getKey()))
                .filter(entry -> now - entry.getValue().usedNanos() > config.grace().toNanos())
                .min(
                        Comparator.comparingLong(
                                (Map.Entry<ModelRef, HotModel> entry) ->
                                        entry.getValue().usedNanos() - now))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private long bytes() {
        return models.values().stream().mapToLong(HotModel::bytes).sum();
    }

    @Override
    public synchronized void close() {
        models.values().forEach(HotModel::close);
        models.clear();
    }
}
