package io.feedrank.ranking.index;

import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Vectors, ids and attributes in columns. A vector lives in a slot, which is never overwritten
 * while it is live: a new version gets a slot of its own. The slot of a deleted one is used again
 * when no search can be looking at it any more. One thread at a time changes it; any number read.
 */
final class VectorStore {
    final int dimensions;
    final Metric metric;
    final Interner languages = new Interner();
    final Interner topics = new Interner();
    final Interner authors = new Interner();
    private final Map<String, Integer> slots = new ConcurrentHashMap<>();
    private static final int FEWEST_HELD = 512;

    /** An eighth of the live ones. */
    private static final int MOST_HELD_SHARE = 8;

    private final Grace grace = new Grace(this::free);
    private volatile Page[] pages = {};
    private volatile int used;
    private final AtomicLong replacements = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private int[] free = new int[16];
    private int freeCount;
    private int dead;
    private boolean replacing;

    VectorStore(int dimensions, Metric metric) {
        this.dimensions = Vectors.dimensions(dimensions);
        this.metric = metric;
    }

    /** Puts a vector into a slot where no search finds it yet. */
    int allocate(String id, float[] prepared, Attributes attributes) {
        int slot = freeCount > 0 ? free[--freeCount] : used;
        if (slot >>> Page.SHIFT == pages.length) {
            Page[] more = Arrays.copyOf(pages, pages.length + 1);
            more[pages.length] = new Page(dimensions);
            pages = more;
        }
        Page page = page(slot);
        int at = slot & Page.MASK;
        System.arraycopy(prepared, 0, page.vectors, at * dimensions, dimensions);
        page.ids[at] = id;
        describe(slot, attributes);
        if (slot == used) {
            used = slot + 1;
        }
        return slot;
    }

    void describe(int slot, Attributes attributes) {
        Page page = page(slot);
        int at = slot & Page.MASK;
        page.languages[at] = languages.number(attributes.language());
        page.topics[at] = topics.number(attributes.topic());
        page.authors[at] = authors.number(attributes.author());
        page.created[at] = Attributes.seconds(attributes.createdAt());
        page.expires[at] = Attributes.seconds(attributes.expiresAt());
    }

    /** Describes a slot that searches find; those that begin after this see it. */
    void annotate(int slot, Attributes attributes) {
        describe(slot, attributes);
        changes.incrementAndGet();
    }

    /** Lets searches find a slot; the slot of the same id before, or -1. */
    int publish(int slot) {
        if (!replacing && slots.containsKey(id(slot))) {
            // Before there are two: who has met both also sees that this has moved.
            replacing = true;
            replacements.incrementAndGet();
        }
        page(slot).setLive(slot & Page.MASK, true);
        Integer before = slots.put(id(slot), slot);
        changes.incrementAndGet();
        return before == null ? -1 : before;
    }

    /** Takes an id out of the map; its slot, or -1. */
    int forget(String id) {
        Integer slot = slots.remove(id);
        return slot == null ? -1 : slot;
    }

    /** Hides a slot from searches. */
    void kill(int slot) {
        page(slot).setLive(slot & Page.MASK, false);
        if (replacing) {
            replacing = false;
            replacements.incrementAndGet();
        }
        dead++;
        changes.incrementAndGet();
    }

    /** Gives back a slot that was hidden, and that nothing but running searches refers to. */
    void release(int slot) {
        grace.retire(slot);
    }

    /** Makes slots usable again that no search can be looking at any more. */
    void reclaim() {
        grace.reclaim();
    }

    /** Whether a build holds back so many freed slots that changes should wait for it. */
    boolean isHeldUp() {
        return grace.held() > Math.max(FEWEST_HELD, size() / MOST_HELD_SHARE);
    }

    private void free(int slot) {
        page(slot).ids[slot & Page.MASK] = "";
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = slot;
        dead--;
    }

    /** A search begins: it sees all changes so far, and slots stay as they are until it exits. */
    int enter() {
        int ticket = grace.enter();
        changes.get();
        return ticket;
    }

    void exit(int ticket) {
        grace.exit(ticket);
    }

    /**
     * Odd while a vector is replaced and both versions are there; up by two when it is done. A
     * reader that begins at an odd one, or sees it move, may have met both.
     */
    long replacements() {
        return replacements.get();
    }

    /** Whether a vector may have been in two places for a reader, now at its end. */
    boolean hasMoved(long replacementsBefore) {
        VarHandle.acquireFence(); // nothing that was met is looked at after this
        return (replacementsBefore & 1) != 0 || replacements.get() != replacementsBefore;
    }

    Page[] pages() {
        return pages;
    }

    /** Slots below this have been used. */
    int used() {
        return used;
    }

    int size() {
        return slots.size();
    }

    int dead() {
        return dead;
    }

    int slot(String id) {
        @Nullable Integer slot = slots.get(id);
        return slot == null ? -1 : slot;
    }

    String id(int slot) {
        return page(slot).ids[slot & Page.MASK];
    }

    boolean isLive(int slot) {
        return page(slot).isLive(slot & Page.MASK);
    }

    Page page(int slot) {
        return pages[slot >>> Page.SHIFT];
    }

    /** Where in its page's vectors a slot's begins. */
    int from(int slot) {
        return (slot & Page.MASK) * dimensions;
    }

    float[] copyOf(int slot) {
        int from = from(slot);
        return Arrays.copyOfRange(page(slot).vectors, from, from + dimensions);
    }

    /** Copies the vector in a slot into an array of its length. */
    void copyTo(int slot, float[] into) {
        System.arraycopy(page(slot).vectors, (slot & Page.MASK) * dimensions, into, 0, dimensions);
    }

    float similarity(float[] prepared, int slot) {
        return Similarity.of(
                metric, prepared, page(slot).vectors, (slot & Page.MASK) * dimensions, dimensions);
    }

    /** The similarities of {@code count} slots. */
    void similarities(float[] prepared, int[] ofSlots, int count, float[] similarities) {
        int i = 0;
        if (DotProduct.simd()) {
            for (; i + SimdRows.ROWS <= count; i += SimdRows.ROWS) {
                SimdRows.similarities(this, prepared, ofSlots, i, similarities);
            }
        }
        for (; i < count; i++) {
            similarities[i] = similarity(prepared, ofSlots[i]);
        }
    }

    Attributes attributes(int slot) {
        Page page = page(slot);
        int at = slot & Page.MASK;
        return new Attributes(
                languages.text(page.languages[at]),
                topics.text(page.topics[at]),
                authors.text(page.authors[at]),
                Instant.ofEpochSecond(page.created[at]),
                Instant.ofEpochSecond(page.expires[at]));
    }

    /** All live slots, in order. */
    int[] liveSlots() {
        int[] live = new int[size() + 64];
        int count = 0;
        int end = used;
        for (int slot = 0; slot < end; slot++) {
            if (isLive(slot)) {
                if (count == live.length) {
                    live = Arrays.copyOf(live, 2 * count);
                }
                live[count++] = slot;
            }
        }
        return Arrays.copyOf(live, count);
    }

    long bytes() {
        // A node, a boxed slot and its share of the table, for each id.
        return pages.length * Page.bytes(dimensions) + size() * 56L;
    }
}
