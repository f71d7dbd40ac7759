package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.index.dense.InputScaling;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the files of plain numbers in a bundle have in common: big-endian, an {@code int} magic, an
 * {@code int} version, and then what the file is of.
 */
final class NumbersFile {
    /** Far more than a small model has; keeps a torn length from taking all memory. */
    private static final int MOST_FLOATS = 1 << 24;

    private NumbersFile() {}

    /** Writes what follows the version. */
    interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads what follows the version; an IllegalArgumentException says that it makes no sense. */
    interface Parser<T> {
        T read(DataInputStream in) throws IOException;
    }

    static void write(Path file, int magic, int version, Body body) {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(magic);
            out.writeInt(version);
            body.write(out);
        } catch (IOException e) {
            throw new FeedrankException(Category.UNAVAILABLE, "cannot write " + file + ": " + e, e);
        }
    }

    /**
     * Reads a file.
     *
     * @param what for the message
     * @throws FeedrankException BAD_INPUT when it is not what it should be
     */
    static <T> T read(Path file, String what, int magic, int version, Parser<T> parser) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            require(file, "magic number", in.readInt(), magic);
            require(file, "version", in.readInt(), version);
            return parser.read(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new FeedrankException(
                    Category.BAD_INPUT, "cannot read a " + what + " from " + file + ": " + e, e);
        }
    }

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

    private static void require(Path file, String what, int got, int expected) {
        if (got != expected) {
            throw FeedrankException.badInput(
                    file + " has " + what + " " + got + ", expected " + expected);
        }
    }
}
