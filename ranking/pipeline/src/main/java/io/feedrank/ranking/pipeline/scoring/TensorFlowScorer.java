package io.feedrank.ranking.pipeline.scoring;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import ai.djl.util.PairList;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.index.dense.RowScaler;
import io.feedrank.ranking.pipeline.registry.Manifest;
import io.feedrank.ranking.pipeline.registry.ModelBundle;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A bundle served by TensorFlow through DJL. The model is shared; each concurrent call has a
 * predictor with its own input buffer, and the whole candidate set goes in as one tensor.
 * TensorFlow places the graph on the GPU where the native library and the machine have one.
 */
public final class TensorFlowScorer implements LoadedModel {
    private static final int[] WARM_UP_ROWS = {1, 50, 1000};

    private final String name;
    private final List<String> columns;
    private final WeightedHeads heads;
    private final Model model;
    private final @Nullable RowScaler scaler;
    private final Deque<Predictor<RowsTranslator.Rows, Map<String, float[]>>> idle =
            new ConcurrentLinkedDeque<>();
    // Calls hold the read side, so that closing waits for them.
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private boolean closed;

    private TensorFlowScorer(Manifest manifest, Model model, @Nullable RowScaler scaler) {
        this.name = manifest.model().toString();
        this.columns = manifest.columnNames();
        this.heads = new WeightedHeads(name, manifest.heads());
        this.model = model;
        this.scaler = scaler;
    }

    /**
     * Loads a bundle and warms it up, on a GPU where there is one.
     *
     * @throws FeedrankException BAD_INPUT when the catalog lacks a group, version or column that
     *     the model reads, or the saved model is not what its manifest says
     */
    public static TensorFlowScorer open(ModelBundle bundle, FeatureCatalog catalog) {
        return open(bundle, catalog, ComputeDevice.AUTO);
    }

    /**
     * The same on a device of the caller's choice.
     *
     * @throws FeedrankException as above, and UNAVAILABLE when a GPU is asked for and there is none
     */
    public static TensorFlowScorer open(
            ModelBundle bundle, FeatureCatalog catalog, ComputeDevice device) {
        ModelChecks.requireColumns(bundle.manifest(), catalog);
        return open(bundle, device);
    }

    /**
     * The same of a model whose rows do not come from a catalog: its caller answers for the
     * columns.
     *
     * @throws FeedrankException as above
     */
    public static TensorFlowScorer open(ModelBundle bundle, ComputeDevice device) {
        Manifest manifest = bundle.manifest();
        TensorFlowRuntime.require(device);
        // Inputs are made on the CPU; where the graph runs is TensorFlow's own choice.
        Model model = Model.newInstance(manifest.model().toString(), Device.cpu(), "TensorFlow");
        try {
            RowScaler scaler = scaler(bundle, device);
            model.load(
                    bundle.directory(),
                    ModelBundle.SAVED_MODEL,
                    Map.of(
                            "ConfigProto",
                            TensorFlowRuntime.sessionConfig(device),
                            "SignatureDefKey",
                            scaler == null ? ModelBundle.SIGNATURE : ModelBundle.SCALED_SIGNATURE));
            requireSignature(
                    manifest, model, scaler == null ? ModelBundle.INPUT : ModelBundle.SCALED_INPUT);
            if (scaler != null) {
                requireWidth(manifest, scaler);
            }
            TensorFlowScorer scorer = new TensorFlowScorer(manifest, model, scaler);
            scorer.warmUp();
            return scorer;
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new FeedrankException(
                    Category.BAD_INPUT, "cannot load model " + manifest.model() + ": " + e, e);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Where TensorFlow computes on the same processor, rows are scaled on their way to it. */
    private static @Nullable RowScaler scaler(ModelBundle bundle, ComputeDevice device) {
        if (!ScalingFile.isIn(bundle.directory())
                || !RowScaler.isFast()
                || TensorFlowRuntime.usesGpu(device)) {
            return null;
        }
        return new RowScaler(ScalingFile.read(bundle.directory()));
    }

    private static void requireWidth(Manifest manifest, RowScaler scaler) {
        int columns = manifest.columnNames().size();
        if (scaler.width() != columns) {
            throw FeedrankException.badInput(
                    "model "
                            + manifest.model()
                            + " has a scaling of "
                            + scaler.width()
                            + " columns, expected "
                            + columns
                            + ", those of its manifest");
        }
    }

    @Override
    public String model() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Scores score(float[] rows, int count) {
        Scorer.requireRows(rows, count, columns.size());
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new FeedrankException(
                        Category.UNAVAILABLE, "model " + name + " is retired and closed");
            }
            return heads.sum(count == 0 ? Map.of() : predict(rows, count), count);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /** Frees the native memory once the calls in flight are done; later calls are refused. */
    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                idle.forEach(Predictor::close);
                idle.clear();
                model.close();
            }
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    private Map<String, float[]> predict(float[] rows, int count) {
        Predictor<RowsTranslator.Rows, Map<String, float[]>> predictor = idle.pollFirst();
        if (predictor == null) {
            predictor = model.newPredictor(new RowsTranslator(scaler));
        }
        try {
            return predictor.predict(new RowsTranslator.Rows(rows, count, columns.size()));
        } catch (TranslateException e) {
            throw EngineFailures.of(name, e);
        } finally {
            idle.addFirst(predictor);
        }
    }

    /**
     * Rows of zeros, few first. Pauses as long as each call took: other models may be serving on
     * the same cores.
     */
    private void warmUp() {
        for (int rows : WARM_UP_ROWS) {
            long start = System.nanoTime();
            ModelChecks.requireFinite(this, score(new float[rows * columns.size()], rows));
            LockSupport.parkNanos(System.nanoTime() - start);
        }
    }

    private static void requireSignature(Manifest manifest, Model model, String input) {
        PairList<String, Shape> inputs = model.describeInput();
        int width = manifest.columnNames().size();
        if (inputs.size() != 1
                || !inputs.keyAt(0).equals(input)
                || inputs.valueAt(0).dimension() != 2
                || inputs.valueAt(0).get(1) != width) {
            throw FeedrankException.badInput(
                    "model "
                            + manifest.model()
                            + " takes "
                            + inputs.stream()
                                    .map(each -> each.getKey() + " of " + each.getValue())
                                    .toList()
                            + ", expected one input '"
                            + input
                            + "' of shape (-1, "
                            + width
                            + "), the columns of its manifest");
        }
        List<String> outputs = model.describeOutput().keys();
        List<String> heads = manifest.heads().stream().map(Manifest.Head::name).sorted().toList();
        if (!heads.equals(outputs)) {
            throw FeedrankException.badInput(
                    "model "
                            + manifest.model()
                            + " has outputs "
                            + outputs
                            + ", expected the heads of its manifest, "
                            + heads);
        }
    }
}
