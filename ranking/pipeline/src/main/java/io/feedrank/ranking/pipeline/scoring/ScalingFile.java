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
 * How a model takes in its columns, {@value #NAME} in its bundle: what the first operations of the
 * SavedModel do. Its signature {@code scaled} begins after them, so that rows can be scaled while
 * they are copied to TensorFlow: column by column work costs TensorFlow as much as the layers of a
 * model of a thousand rows. Its checksum is in the manifest like that of every file.
 *
 * <p>Big-endian: {@code int} magic, {@code int} version, {@code float} limit, the arrays {@code
 * logarithmic}, {@code mean}, {@code inverseDeviation}, each an {@code int} length and its floats.
 */
public final class ScalingFile {
    /** Its name in a bundle. */
    public static final String NAME = "scaling.bin";

    private static final int MAGIC = 0x4652_5343;
    private static final int VERSION = 1;

    private ScalingFile() {}

    /** Writes the file into a bundle that is being prepared. */
    public static void write(Path bundle, InputScaling scaling) {
        Path file = bundle.resolve(NAME);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            FloatArrays.write(out, scaling);
        } catch (IOException e) {
            throw new FeedrankException(Category.UNAVAILABLE, "cannot write " + file + ": " + e, e);
        }
    }

    /** Whether a bundle has one. */
    static boolean isIn(Path bundle) {
        return Files.isRegularFile(bundle.resolve(NAME));
    }

    /**
     * Reads the file of a bundle.
     *
     * @throws FeedrankException BAD_INPUT when it is not what it should be
     */
    static InputScaling read(Path bundle) {
        Path file = bundle.resolve(NAME);
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            FloatArrays.require(file, "magic number", in.readInt(), MAGIC);
            FloatArrays.require(file, "version", in.readInt(), VERSION);
            return FloatArrays.readScaling(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new FeedrankException(
                    Category.BAD_INPUT, "cannot read a scaling from " + file + ": " + e, e);
        }
    }
}
