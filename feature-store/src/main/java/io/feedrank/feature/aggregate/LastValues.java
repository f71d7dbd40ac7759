package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last {@code most} values by event time; those of one second by value. What is kept depends on
 * what came and not on its order, so reads are bit-equal. Not thread-safe.
 */
public final class LastValues {
    private record Entry(long second, String value) {}

    private static final Comparator<Entry> NEWEST_FIRST =
            Comparator.comparingLong(Entry::second).reversed().thenComparing(Entry::value);

    private final int most;
    private final List<Entry> entries = new ArrayList<>();

    public LastValues(int most) {
        this.most = most;
    }

    /** Takes in {@code value}. */
    public void add(Instant time, String value) {
        add(new Entry(time.getEpochSecond(), value));
    }

    private void add(Entry entry) {
        int at = 0;
        while (at < entries.size() && NEWEST_FIRST.compare(entries.get(at), entry) <= 0) {
            at++;
        }
        if (at < most) {
            entries.add(at, entry);
            if (entries.size() > most) {
                entries.remove(most);
            }
        }
    }

    /** Takes in all that {@code other} holds. */
    public void merge(LastValues other) {
        other.entries.forEach(this::add);
    }

    /** The values, newest first. */
    public List<String> values() {
        return entries.stream().map(Entry::value).toList();
    }

    /** The share of {@code value} among them; 0 when there are none. */
    public double share(String value) {
        int equal = 0;
        for (Entry entry : entries) {
            equal += entry.value().equals(value) ? 1 : 0;
        }
        return entries.isEmpty() ? 0 : (double) equal / entries.size();
    }

    /** The binary form of the last {@code most} values. */
    public static Codec<LastValues> codec(int most) {
        return new LastValuesCodec(most);
    }

    private record LastValuesCodec(int most) implements Codec<LastValues> {
        @Override
        public void write(LastValues value, DataOutput out) throws IOException {
            Varints.write(out, value.entries.size());
            for (Entry entry : value.entries) {
                Varints.write(out, entry.second());
                out.writeUTF(entry.value());
            }
        }

        @Override
        public LastValues read(DataInput in) throws IOException {
            LastValues value = new LastValues(most);
            int size = Varints.readInt(in);
            for (int i = 0; i < size; i++) {
                value.entries.add(new Entry(Varints.read(in), in.readUTF()));
            }
            return value;
        }
    }
}
