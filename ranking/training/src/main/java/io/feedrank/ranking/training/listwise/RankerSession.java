package io.feedrank.ranking.training.listwise;

import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * One member of a ranker with its loss and Adam, in a TensorFlow graph on the CPU. The same steps
 * give the same weights. One thread uses it.
 */
final class RankerSession implements AutoCloseable {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final NetworkMember start;
    private final int width;
    private final Placeholder<TFloat32> rows;
    private final Placeholder<TFloat32> labels;
    private final Placeholder<TInt32> impressionOfRow;
    private final Placeholder<TInt32> impressions;
    private final Placeholder<TFloat32> rates;
    private final List<Placeholder<TFloat32>> masks = new ArrayList<>();
    private final List<Variable<TFloat32>> variables = new ArrayList<>();
    private final List<Op> initializers = new ArrayList<>();
    private final List<Op> updates = new ArrayList<>();
    private final Operand<TFloat32> clickLogits;
    private final Operand<TFloat32> loss;
    private final Session session;
    private int steps;

    /**
     * @param pointwise weight of each head's loss row by row
     */
    RankerSession(
            NetworkInputs inputs,
            RankerNetwork.Scaling scaling,
            NetworkMember start,
            float[] pointwise) {
        TensorFlowRuntime.prepare();
        this.start = start;
        this.width = scaling.width();
        NetworkMember.Shape shape = start.shape();
        rows = placeholder(TFloat32.class, Shape.of(Shape.UNKNOWN_SIZE, width));
        labels = placeholder(TFloat32.class, Shape.of(Shape.UNKNOWN_SIZE, shape.heads()));
        impressionOfRow = placeholder(TInt32.class, Shape.of(Shape.UNKNOWN_SIZE));
        impressions = placeholder(TInt32.class, Shape.scalar());
        rates = placeholder(TFloat32.class, Shape.of(3));
        for (NetworkMember.Weights weights : start.weights()) {
            variables.add(variable(RankerOps.shape(weights), RankerOps.constant(tf, weights)));
        }
        for (int units : shape.hidden()) {
            masks.add(placeholder(TFloat32.class, Shape.of(Shape.UNKNOWN_SIZE, units)));
        }
        Operand<TFloat32> standardised = RankerOps.standardised(tf, rows, inputs, scaling);
        clickLogits = click(RankerOps.logits(tf, rows, standardised, shape, variables, List.of()));
        Operand<TFloat32> thinned =
                RankerOps.logits(tf, rows, standardised, shape, variables, masks);
        ListwiseLoss listwise =
                ListwiseLoss.of(tf, click(thinned), click(labels), impressionOfRow, impressions);
        Operand<TFloat32> byRow = pointwise(thinned, pointwise);
        loss = tf.math.add(listwise.loss(), byRow);
        minimise(tf.math.add(listwise.surrogate(), byRow));
        session = new Session(graph, TensorFlowRuntime.sessionConfig(ComputeDevice.CPU));
        Session.Runner runner = session.runner();
        initializers.forEach(runner::addTarget);
        runner.run().close();
    }

    /**
     * One step of Adam; returns the loss before it.
     *
     * @param factors of the hidden units, {@link ListwiseBatch#masks}
     */
    float step(ListwiseBatch batch, List<float[]> factors, double learningRate) {
        steps++;
        float[] rate = {
            (float) learningRate, (float) Math.pow(BETA_1, steps), (float) Math.pow(BETA_2, steps)
        };
        List<Tensor> fed = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            feed(runner, fed, rows, matrix(batch.rows(), batch.count(), width));
            feed(runner, fed, labels, matrix(batch.labels(), batch.count(), start.shape().heads()));
            feed(
                    runner,
                    fed,
                    impressionOfRow,
                    TInt32.tensorOf(
                            Shape.of(batch.count()),
                            DataBuffers.of(batch.impressionOfRow(), false, false)
                                    .narrow(batch.count())));
            feed(runner, fed, impressions, TInt32.scalarOf(batch.impressions()));
            feed(runner, fed, rates, TFloat32.vectorOf(rate));
            for (int i = 0; i < masks.size(); i++) {
                int units = start.shape().hidden().get(i);
                feed(runner, fed, masks.get(i), matrix(factors.get(i), batch.count(), units));
            }
            runner.fetch(loss);
            updates.forEach(runner::addTarget);
            try (Result result = runner.run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    /** Logits of a click, of rows {@code float[count][width]}, all hidden units counting. */
    float[] logits(float[] values, int count) {
        try (TFloat32 tensor = matrix(values, count, width);
                Result result = session.runner().feed(rows, tensor).fetch(clickLogits).run()) {
            return floats((TFloat32) result.get(0), count);
        }
    }

    /** The member as it is now. */
    NetworkMember member() {
        Session.Runner runner = session.runner();
        variables.forEach(runner::fetch);
        List<NetworkMember.Weights> now = new ArrayList<>();
        try (Result result = runner.run()) {
            for (int i = 0; i < variables.size(); i++) {
                NetworkMember.Weights weights = start.weights().get(i);
                now.add(weights.with(floats((TFloat32) result.get(i), weights.values().length)));
            }
        }
        return new NetworkMember(start.shape(), now);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    // Sigmoid cross-entropy, softplus(x) - x * y: a mean over the rows, a weighted sum over heads.
    private Operand<TFloat32> pointwise(Operand<TFloat32> logits, float[] weights) {
        Operand<TFloat32> losses =
                tf.math.sub(tf.math.softplus(logits), tf.math.mul(logits, labels));
        return tf.reduceSum(
                tf.math.mul(
                        tf.math.mean(losses, tf.constant(0)),
                        RankerOps.constant(tf, Shape.of(weights.length), weights)),
                tf.constant(0));
    }

    private Operand<TFloat32> click(Operand<TFloat32> ofHeads) {
        return tf.reshape(
                tf.slice(ofHeads, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 1})),
                tf.constant(new int[] {-1}));
    }

    private void minimise(Operand<TFloat32> target) {
        Output<?>[] outputs = variables.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(target.asOutput(), outputs);
        // A variable changes in place: none may before all gradients that read it are there.
        List<Op> computed = new ArrayList<>(List.of(gradients));
        computed.add(loss);
        Ops then = tf.withControlDependencies(computed);
        for (int i = 0; i < gradients.length; i++) {
            Variable<TFloat32> variable = variables.get(i);
            Shape shape = variable.shape();
            float[] zeros = new float[Math.toIntExact(shape.size())];
            @SuppressWarnings("unchecked")
            Operand<TFloat32> gradient = (Operand<TFloat32>) gradients[i];
            updates.add(
                    then.train.applyAdam(
                            variable,
                            variable(shape, RankerOps.constant(tf, shape, zeros)),
                            variable(shape, RankerOps.constant(tf, shape, zeros)),
                            rate(1),
                            rate(2),
                            rate(0),
                            tf.constant(BETA_1),
                            tf.constant(BETA_2),
                            tf.constant(EPSILON),
                            gradient));
        }
    }

    private Operand<TFloat32> rate(int index) {
        return tf.gather(rates, tf.constant(index), tf.constant(0));
    }

    private <T extends TType> Placeholder<T> placeholder(Class<T> type, Shape shape) {
        return tf.placeholder(type, Placeholder.shape(shape));
    }

    private Variable<TFloat32> variable(Shape shape, Operand<TFloat32> value) {
        Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
        Assign<TFloat32> assign = tf.assign(variable, value);
        initializers.add(assign);
        return variable;
    }

    private static void feed(
            Session.Runner runner, List<Tensor> fed, Placeholder<?> placeholder, Tensor tensor) {
        fed.add(tensor);
        runner.feed(placeholder, tensor);
    }

    private static TFloat32 matrix(float[] values, int count, int width) {
        return TFloat32.tensorOf(
                Shape.of(count, width),
                DataBuffers.of(values, false, false).narrow((long) count * width));
    }

    private static float[] floats(TFloat32 tensor, int count) {
        float[] values = new float[count];
        tensor.copyTo(DataBuffers.of(values, false, false));
        return values;
    }
}
