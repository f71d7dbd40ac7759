package io.feedrank.ranking.index;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Codes of all vectors, in a coarse partition when there are many. */
final class QuantizedStructure implements Structure {
    private static final int SAMPLE_PER_LIST = 32;
    private static final int SAMPLE = 10_000;

    /** Without data to look at: unit vectors. */
    private static final float UNIT_LENGTH = 1;

    private final VectorStore store;
    private final QuantizedConfig config;
    private volatile Partition partition;
    private @Nullable SlotLog addedMeanwhile;
    private @Nullable SlotLog removedMeanwhile;
    private int addedSince;
    private int rebuilds;

    QuantizedStructure(VectorStore store, QuantizedConfig config) {
        this(store, config, new Partition(store, null, unseen(config), 0, 0));
    }

    /** With a partition that holds all that is in the store. */
    QuantizedStructure(VectorStore store, QuantizedConfig config, Partition partition) {
        this.store = store;
        this.config = config;
        this.partition = partition;
        // What a restored one was not fitted to counts as added since.
        this.addedSince = Math.max(0, partition.places() - partition.fittedTo);
    }

    /** For a store that a snapshot filled, with the partition that was in it, if any. */
    static QuantizedStructure restored(
            VectorStore store, QuantizedConfig config, @Nullable Partition partition) {
        if (partition != null) {
            return new QuantizedStructure(store, config, partition);
        }
        QuantizedStructure structure = new QuantizedStructure(store, config);
        for (int slot : store.liveSlots()) {
            structure.added(slot);
        }
        return structure;
    }

    /** A single list with a quantizer that has seen some of the slots. */
    static QuantizedStructure seen(VectorStore store, QuantizedConfig config, int[] slots) {
        QuantizedStructure structure = new QuantizedStructure(store, config);
        if (slots.length > 0) {
            float[] sample = structure.sample(slots, SAMPLE);
            structure.partition =
                    new Partition(
                            store,
                            null,
                            new Quantizer(config.metric(), config.dimensions(), sample),
                            0,
                            slots.length);
        }
        return structure;
    }

    /** Whether codes were fitted to vectors at all; until then they are not worth a search. */
    boolean isFitted() {
        return partition.fittedTo > 0;
    }

    private static Quantizer unseen(QuantizedConfig config) {
        int dimensions = config.dimensions();
        float[] longest = new float[2 * dimensions];
        longest[0] = UNIT_LENGTH;
        longest[dimensions] = -UNIT_LENGTH;
        return new Quantizer(config.metric(), dimensions, longest);
    }

    Partition partition() {
        return partition;
    }

    QuantizedConfig config() {
        return config;
    }

    @Override
    public void added(int slot) {
        addedSince++;
        if (addedMeanwhile != null) {
            addedMeanwhile.add(slot);
        }
        Partition now = partition;
        now.add(slot, now.listFor(slot));
    }

    @Override
    public boolean removed(int slot) {
        if (removedMeanwhile != null) {
            removedMeanwhile.add(slot);
        }
        partition.remove(slot);
        return false;
    }

    @Override
    public boolean isDue() {
        // The first 1,000 show what the vectors are like; before, codes are coarse.
        int least = Math.max(1_000, (int) (config.rebuildShare() * partition.fittedTo));
        return addedSince > least && store.size() >= 1_000;
    }

    @Override
    public void rebuild(Object lock) throws InterruptedException {
        // Within a search: no slot that is gone meanwhile is used again before the swap.
        int ticket = store.enter();
        try {
            int[] slots;
            synchronized (lock) {
                addedMeanwhile = new SlotLog();
                removedMeanwhile = new SlotLog();
                slots = store.liveSlots();
            }
            Partition next = build(slots);
            synchronized (lock) {
                SlotLog added = addedMeanwhile;
                SlotLog removed = removedMeanwhile;
                for (int i = 0; i < added.size(); i++) {
                    next.add(added.get(i), next.listFor(added.get(i)));
                }
                for (int i = 0; i < removed.size(); i++) {
                    next.remove(removed.get(i));
                }
                addedSince = added.size();
                rebuilds++;
                partition = next;
            }
        } finally {
            synchronized (lock) {
                addedMeanwhile = null;
                removedMeanwhile = null;
                store.exit(ticket);
                store.reclaim();
            }
        }
    }

    private Partition build(int[] slots) throws InterruptedException {
        int count = slots.length < config.partitionFrom() ? 1 : config.lists(slots.length);
        float[] sample = sample(slots, Math.max(SAMPLE, count * SAMPLE_PER_LIST));
        Quantizer quantizer =
                slots.length == 0
                        ? unseen(config)
                        : new Quantizer(config.metric(), config.dimensions(), sample);
        Centroids centroids =
                count == 1
                        ? null
                        : Centroids.find(config.dimensions(), config.metric(), sample, count);
        Partition next = new Partition(store, centroids, quantizer, slots.length, slots.length);
        for (int i = 0; i < slots.length; i++) {
            if ((i & 0xfff) == 0 && Thread.interrupted()) {
                throw new InterruptedException("while building a partition");
            }
            next.add(slots[i], next.listFor(slots[i]));
        }
        next.calibrate(Calibration.measure(store, next, slots));
        return next;
    }

    private float[] sample(int[] slots, int most) {
        int[] chosen = slots;
        if (slots.length > most) {
            chosen = new int[most];
            Random random = new Random(5);
            for (int i = 0; i < most; i++) {
                chosen[i] = slots[random.nextInt(slots.length)];
            }
        }
        int dimensions = config.dimensions();
        float[] vectors = new float[chosen.length * dimensions];
        for (int i = 0; i < chosen.length; i++) {
            float[] page = store.page(chosen[i]).vectors;
            int from = (chosen[i] & Page.MASK) * dimensions;
            System.arraycopy(page, from, vectors, i * dimensions, dimensions);
        }
        return vectors;
    }

    /**
     * The closest by code, compared as floats.
     *
     * @param filter null lets everything through
     */
    Found search(
            float[] prepared,
            int k,
            Calibration.Effort effort,
            @Nullable SlotFilter filter,
            Partition in,
            Scratch scratch) {
        int wanted = config.candidates(k, effort.overfetch());
        int visited = in.search(prepared, wanted, effort.probes(), filter, scratch);
        Selection selection = scratch.candidates;
        Ranking.score(store, prepared, selection);
        return new Found(selection, visited);
    }

    /** Candidates with their true similarities, and how many places were looked at. */
    record Found(Selection selection, int visited) {}

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public long bytes() {
        return partition.bytes();
    }

    @Override
    public int rebuilds() {
        return rebuilds;
    }
}
