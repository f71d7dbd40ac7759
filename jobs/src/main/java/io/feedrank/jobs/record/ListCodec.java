package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The wire form of a list; what is read is mutable. */
record ListCodec<T>(Codec<T> element) implements Codec<List<T>> {
    @Override
    public void write(List<T> value, DataOutput out) throws IOException {
        Varints.write(out, value.size());
        for (T item : value) {
            element.write(item, out);
        }
    }

    /** The items are immutable, so only the list is copied. */
    @Override
    public List<T> copy(List<T> value) {
        return new ArrayList<>(value);
    }

    @Override
    public List<T> read(DataInput in) throws IOException {
        int size = Varints.readInt(in);
        List<T> value = new ArrayList<>(size + 4);
        for (int i = 0; i < size; i++) {
            value.add(element.read(in));
        }
        return value;
    }
}
