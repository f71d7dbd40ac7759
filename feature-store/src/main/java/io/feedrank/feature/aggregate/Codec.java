package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes and reads one type in one binary form: for the online store, and for state and records on
 * the wire.
 */
public interface Codec<T> {
    void write(T value, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;

    /**
     * A value of its own that equals {@code value}; through the bytes unless the codec knows
     * better.
     */
    default T copy(T value) {
        return fromBytes(toBytes(value), 0);
    }

    /** The bytes of {@code value}. */
    default byte[] toBytes(T value) {
        ByteWriter bytes = new ByteWriter(256);
        try {
            write(value, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toBytes();
    }

    /**
     * The value in {@code bytes} from {@code offset} on.
     *
     * @throws UncheckedIOException when the bytes end too early
     */
    default T fromBytes(byte[] bytes, int offset) {
        try {
            return read(new ByteReader(bytes, offset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
