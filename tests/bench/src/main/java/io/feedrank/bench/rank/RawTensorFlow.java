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
    private final List<String> outputs;

    RawTensorFlow(ModelBundle bundle, List<String> outputs, ComputeDevice device) {
        this.outputs = List.copyOf(outputs);
        this.model =
                SavedModelBundle.loader(
                                bundle.directory().resolve(ModelBundle.SAVED_MODEL).toString())
                        .withTags("serve")
                        .withConfigProto(TensorFlowRuntime.sessionConfig(device))
                        .load();
    }

    float[] score(float[] rows, int count) {
        float[] last = new float[0];
        try (TFloat32 input =
                TFloat32.tensorOf(
                        Shape.of(count, rows.length / count), DataBuffers.of(rows, true, false))) {
            Session.Runner runner = model.session().runner().feed(ModelBundle.INPUT, input);
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
