package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Variable-length integers, 7 bits a byte, little end first (as in Protocol Buffers). */
public final class Varints {
    private Varints() {}

    /** Writes {@code value} as unsigned: 1 byte below 128. */
    public static void write(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    public static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a varint of more than 10 bytes");
    }

    public static int readInt(DataInput in) throws IOException {
        return Math.toIntExact(read(in));
    }
}
