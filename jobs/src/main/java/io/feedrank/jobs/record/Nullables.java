package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Values that may be absent, one byte of presence before each. */
final class Nullables {
    private Nullables() {}

    static void writeText(DataOutput out, @Nullable String value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeUTF(value);
        }
    }

    static @Nullable String readText(DataInput in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    static void writeLong(DataOutput out, @Nullable Long value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeLong(value);
        }
    }

    static @Nullable Long readLong(DataInput in) throws IOException {
        return in.readBoolean() ? in.readLong() : null;
    }

    /** Of what is 0 or more: one byte for most. */
    static void writeInt(DataOutput out, @Nullable Integer value) throws IOException {
        Varints.write(out, value == null ? 0 : value + 1L);
    }

    static @Nullable Integer readInt(DataInput in) throws IOException {
        int written = Varints.readInt(in);
        return written == 0 ? null : (Integer) (written - 1);
    }

    static void writeBytes(DataOutput out, byte @Nullable [] value) throws IOException {
        out.writeInt(value == null ? -1 : value.length);
        if (value != null) {
            out.write(value);
        }
    }

    static byte @Nullable [] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        in.readFully(value);
        return value;
    }

    static void writeFloats(DataOutput out, float @Nullable [] value) throws IOException {
        out.writeInt(value == null ? -1 : value.length);
        if (value != null) {
            for (float component : value) {
                out.writeFloat(component);
            }
        }
    }

    static float @Nullable [] readFloats(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        float[] value = new float[length];
        for (int i = 0; i < length; i++) {
            value[i] = in.readFloat();
        }
        return value;
    }
}
