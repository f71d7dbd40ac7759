package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.index.dense.InputScaling;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** What the files of plain numbers in a bundle have in common; big-endian. */
final class FloatArrays {
    /** Far more than a small model has; keeps a torn length from taking all memory. */
    private static final int MOST_FLOATS = 1 << 24;

    private FloatArrays() {}

    /** An {@code int} length and the floats. */
    static void write(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    static float[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_FLOATS) {
            throw new IOException("got an array of " + length + ", expected 0 to " + MOST_FLOATS);
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    /**
     * {@code float} limit, the arrays {@code logarithmic}, {@code mean}, {@code inverseDeviation}.
     */
    static void write(DataOutputStream out, InputScaling scaling) throws IOException {
        out.writeFloat(scaling.limit());
        write(out, scaling.logarithmic());
        write(out, scaling.mean());
        write(out, scaling.inverseDeviation());
    }

    static InputScaling readScaling(DataInputStream in) throws IOException {
        float limit = in.readFloat();
        return new InputScaling(read(in), read(in), read(in), limit);
    }

    /**
     * Looks at a number that has one right value.
     *
     * @throws FeedrankException BAD_INPUT when it has another
     */
    static void require(Path file, String what, int got, int expected) {
        if (got != expected) {
            throw FeedrankException.badInput(
                    file + " has " + what + " " + got + ", expected " + expected);
        }
    }
}
