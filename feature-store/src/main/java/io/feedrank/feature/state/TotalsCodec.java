package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A count a signal. */
enum TotalsCodec implements Codec<int[]> {
    INSTANCE;

    @Override
    public void write(int[] value, DataOutput out) throws IOException {
        for (int count : value) {
            Varints.write(out, count);
        }
    }

    @Override
    public int[] read(DataInput in) throws IOException {
        int[] value = new int[Signal.COUNT];
        for (int i = 0; i < value.length; i++) {
            value[i] = Varints.readInt(in);
        }
        return value;
    }
}
