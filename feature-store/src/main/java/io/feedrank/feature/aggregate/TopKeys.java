package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.memory.Memory;

/**
 * The keys met most often, by the frequent-items sketch of Apache DataSketches (Misra-Gries).
 * Counts are exact, and bit-equal in any order, as long as there are at most three quarters as many
 * keys as places; beyond, a count is off by at most {@link #error}. Not thread-safe.
 */
public final class TopKeys {
    private ItemsSketch<String> sketch;

    /**
     * @param places a power of 2
     */
    public TopKeys(int places) {
        this.sketch = new ItemsSketch<>(places);
    }

    /** Counts {@code key} once. */
    public void add(String key) {
        sketch.update(key);
    }

    /** Takes in all that {@code other} counted. */
    public void merge(TopKeys other) {
        sketch.merge(other.sketch);
    }

    /** The keys with the highest counts, highest first, ties by key; at most {@code most}. */
    public List<String> top(int most) {
        return Arrays.stream(sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
                .sorted(
                        Comparator.comparingLong(ItemsSketch.Row<String>::getEstimate)
                                .reversed()
                                .thenComparing(ItemsSketch.Row::getItem))
                .limit(most)
                .map(ItemsSketch.Row::getItem)
                .toList();
    }

    /** How often {@code key} was counted, give or take {@link #error}. */
    public long count(String key) {
        return sketch.getEstimate(key);
    }

    /** Most that a count is off; 0 while all keys have a place. */
    public long error() {
        return sketch.getMaximumError();
    }

    /** Everything counted. */
    public long total() {
        return sketch.getStreamLength();
    }

    /** The binary form, as Apache DataSketches writes it. */
    public static Codec<TopKeys> codec(int places) {
        return new TopKeysCodec(places);
    }

    private record TopKeysCodec(int places) implements Codec<TopKeys> {
        @Override
        public void write(TopKeys value, DataOutput out) throws IOException {
            byte[] bytes = value.sketch.toByteArray(new ArrayOfStringsSerDe());
            Varints.write(out, bytes.length);
            out.write(bytes);
        }

        @Override
        public TopKeys read(DataInput in) throws IOException {
            byte[] bytes = new byte[Varints.readInt(in)];
            in.readFully(bytes);
            TopKeys value = new TopKeys(places);
            value.sketch = ItemsSketch.getInstance(Memory.wrap(bytes), new ArrayOfStringsSerDe());
            return value;
        }
    }
}
