package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.index.dense.CategoryTable;
import io.feedrank.ranking.index.dense.DenseLayer;
import io.feedrank.ranking.index.dense.DenseNetwork;
import io.feedrank.ranking.index.dense.InputScaling;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain weights of a small model, {@value #NAME} in its bundle beside the SavedModel of the
 * same network: a bundle that has it is scored without TensorFlow. Its checksum is in the manifest
 * like that of every file.
 *
 * <p>Big-endian: {@code int} magic, {@code int} version, {@code float} limit, the arrays {@code
 * logarithmic}, {@code mean}, {@code inverseDeviation}; {@code int} categories, each {@code int}
 * column, {@code int} width, an array; {@code int} layers, each {@code int} inputs, {@code int}
 * outputs, arrays of weights and biases. An array is an {@code int} length and its floats.
 */
public final class NetworkFile {
    /** Its name in a bundle. */
    public static final String NAME = "network.bin";

    private static final int MAGIC = 0x4652_4e57;
    private static final int VERSION = 1;

    private NetworkFile() {}

    /** Writes the file into a bundle that is being prepared. */
    public static void write(
            Path bundle,
            InputScaling scaling,
            List<CategoryTable> categories,
            List<DenseLayer> layers) {
        NumbersFile.write(
                bundle.resolve(NAME),
                MAGIC,
                VERSION,
                out -> {
                    NumbersFile.write(out, scaling);
                    out.writeInt(categories.size());
                    for (CategoryTable category : categories) {
                        out.writeInt(category.column());
                        out.writeInt(category.width());
                        NumbersFile.write(out, category.vectors());
                    }
                    out.writeInt(layers.size());
                    for (DenseLayer layer : layers) {
                        out.writeInt(layer.inputs());
                        out.writeInt(layer.outputs());
                        NumbersFile.write(out, layer.weights());
                        NumbersFile.write(out, layer.bias());
                    }
                });
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
    static DenseNetwork read(Path bundle) {
        return NumbersFile.read(
                bundle.resolve(NAME), "network", MAGIC, VERSION, NetworkFile::network);
    }

    private static DenseNetwork network(DataInputStream in) throws IOException {
        InputScaling scaling = NumbersFile.readScaling(in);
        List<CategoryTable> categories = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            categories.add(new CategoryTable(in.readInt(), in.readInt(), NumbersFile.read(in)));
        }
        List<DenseLayer> layers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            layers.add(
                    new DenseLayer(
                            in.readInt(),
                            in.readInt(),
                            NumbersFile.read(in),
                            NumbersFile.read(in)));
        }
        return new DenseNetwork(scaling, categories, layers);
    }
}
