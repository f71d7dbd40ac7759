package io.feedrank.bench.rank;

import io.feedrank.ranking.pipeline.registry.ModelBundle;
import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** The same bundle called through TensorFlow's own API, from one packed array to arrays. */
final class RawTensorFlow implements AutoCloseable {
    private final SavedModelBundle model;
    private final String input;
    private final List<String> outputs;

    /** A bundle's whole model. */
    RawTensorFlow(ModelBundle bundle, List<String> heads, ComputeDevice device) {
        this(bundle, "", ModelBundle.INPUT, heads, device);
    }

    /** Its part that takes scaled rows. */
    static RawTensorFlow scaled(ModelBundle bundle, List<String> heads, ComputeDevice device) {
        return new RawTensorFlow(
                bundle,
                ModelBundle.SCALED_SIGNATURE + "/",
                ModelBundle.SCALED_INPUT,
                heads,
                device);
    }

    private RawTensorFlow(
            ModelBundle bundle,
            String scope,
            String input,
            List<String> heads,
            ComputeDevice device) {
        this.input = scope + input;
        this.outputs = heads.stream().map(head -> scope + head).toList();
        this.model =
                SavedModelBundle.loader(
                                bundle.directory().resolve(ModelBundle.SAVED_MODEL).toString())
                        .withTags("serve")
                        .withConfigProto(TensorFlowRuntime.sessionConfig(device))
                        .load();
    }

    float[] score(float[] rows, int count) {
        float[] last = new float[0];
        try (TFloat32 tensor =
                TFloat32.tensorOf(
                        Shape.of(count, rows.length / count), DataBuffers.of(rows, true, false))) {
            Session.Runner runner = model.session().runner().feed(input, tensor);
            outputs.forEach(runner::fetch);
            try (Result result = runner.run()) {
                for (int i = 0; i < outputs.size(); i++) {
                    last = new float[count];
                    ((TFloat32) result.get(i)).copyTo(DataBuffers.of(last, false, false));
                }
            }
        }
        return last;
    }

    @Override
    public void close() {
        model.close();
    }
}
