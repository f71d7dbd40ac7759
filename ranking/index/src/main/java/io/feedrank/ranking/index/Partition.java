package io.feedrank.ranking.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Coded vectors in lists, one a centre; without centres, one list of all. Changed by one thread at
 * a time.
 */
final class Partition {
    private static final long NOWHERE = -1;

    final @Nullable Centroids centroids;
    final Quantizer quantizer;
    final int fittedTo;
    private final VectorStore store;
    private final CodeList[] lists;
    private final Scratch scratch = new Scratch();
    private final int[] room;
    private final float[] vector;
    private volatile long[] places = {};
    private volatile Calibration calibration = Calibration.NONE;

    /**
     * An empty partition.
     *
     * @param expected vectors to have room for
     * @param fittedTo vectors that centres and quantizer were found for; 0 when they saw none
     */
    Partition(
            VectorStore store,
            @Nullable Centroids centroids,
            Quantizer quantizer,
            int expected,
            int fittedTo) {
        this.fittedTo = fittedTo;
        this.store = store;
        this.centroids = centroids;
        this.quantizer = quantizer;
        this.room = new int[store.dimensions];
        this.vector = new float[store.dimensions];
        this.lists = new CodeList[centroids == null ? 1 : centroids.size()];
        int each = lists.length == 1 ? expected : 1;
        for (int i = 0; i < lists.length; i++) {
            lists[i] = new CodeList(quantizer, store.dimensions, store.metric, each);
        }
    }

    int lists() {
        return lists.length;
    }

    /** The list that a vector belongs to. */
    int listFor(float[] prepared) {
        return centroids == null ? 0 : centroids.nearest(prepared, scratch);
    }

    /** The list that the vector in a slot belongs to. */
    int listFor(int slot) {
        if (centroids == null) {
            return 0;
        }
        store.copyTo(slot, vector);
        return listFor(vector);
    }

    void add(int slot, int list) {
        if (slot >= places.length) {
            int length = places.length;
            long[] more = Arrays.copyOf(places, Math.max(slot + 1, 64 + length + length / 4));
            Arrays.fill(more, length, more.length, NOWHERE);
            places = more;
        }
        long[] now = places;
        long high = (long) list << 32;
        lists[list].add(
                slot,
                store.page(slot).vectors,
                (slot & Page.MASK) * store.dimensions,
                room,
                (moved, position) -> now[moved] = high | position);
    }

    void remove(int slot) {
        long[] now = places;
        long place = slot < now.length ? now[slot] : NOWHERE;
        if (place == NOWHERE) {
            return;
        }
        now[slot] = NOWHERE;
        long high = place & ~0xffffffffL;
        lists[(int) (place >>> 32)].remove(
                (int) place, (moved, position) -> now[moved] = high | position);
    }

    /** The list of a slot, or -1; may be called beside changes. */
    int listOf(int slot) {
        long[] now = places;
        return slot < now.length && now[slot] != NOWHERE ? (int) (now[slot] >>> 32) : -1;
    }

    /**
     * Looks through the {@code probes} lists whose centres are closest, and leaves about the {@code
     * wanted} best in the scratch's candidates; places looked at.
     *
     * @param filter null lets everything through
     */
    int search(
            float[] prepared,
            int wanted,
            int probes,
            @Nullable SlotFilter filter,
            Scratch searching) {
        QueryCodes query = quantizer.query(prepared, searching.query);
        int[] order =
                centroids == null || probes >= lists.length
                        ? new int[0]
                        : centroids.closest(prepared, probes, searching);
        Shortlist shortlist = searching.shortlist;
        shortlist.reset(wanted, query.low(), query.high());
        int visited = 0;
        if (order.length == 0) {
            for (CodeList list : lists) {
                visited += list.scan(query, filter, shortlist, searching.block);
            }
        }
        for (int list : order) {
            visited += lists[list].scan(query, filter, shortlist, searching.block);
        }
        shortlist.moveTo(searching.candidates);
        return visited;
    }

    /** The rank of each list by how close its centre is; 0 is the closest. */
    int[] ranksOfLists(float[] prepared, Scratch searching) {
        int[] rankOf = new int[lists.length];
        if (centroids != null) {
            int[] order = centroids.closest(prepared, lists.length, searching);
            for (int rank = 0; rank < order.length; rank++) {
                rankOf[order[rank]] = rank;
            }
        }
        return rankOf;
    }

    /** What a search for the {@code count} closest takes. */
    Calibration.Effort effort(double count, double recall) {
        return calibration.effort(count, recall, centroids != null);
    }

    Calibration calibration() {
        return calibration;
    }

    void calibrate(Calibration measured) {
        calibration = measured;
    }

    int size(int list) {
        return lists[list].size();
    }

    int places() {
        int sum = 0;
        for (CodeList list : lists) {
            sum += list.size();
        }
        return sum;
    }

    long bytes() {
        long sum = 8L * places.length + (centroids == null ? 0 : centroids.bytes());
        for (CodeList list : lists) {
            sum += list.bytes() + 64;
        }
        return sum;
    }
}
