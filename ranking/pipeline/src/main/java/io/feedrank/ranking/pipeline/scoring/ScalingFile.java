package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.index.dense.InputScaling;
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
        NumbersFile.write(
                bundle.resolve(NAME), MAGIC, VERSION, out -> NumbersFile.write(out, scaling));
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
        return NumbersFile.read(
                bundle.resolve(NAME), "scaling", MAGIC, VERSION, NumbersFile::readScaling);
    }
}
