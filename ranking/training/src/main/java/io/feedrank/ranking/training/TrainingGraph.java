package io.feedrank.ranking.training;

import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A network with its losses and Adam, in one TensorFlow graph. One thread uses it.
 *
 * <p>Click is learned twice at once: by softmax cross-entropy over the rows of an impression, which
 * ranks, and row by row, which keeps the probability honest. The other heads are learned row by
 * row.
 */
final class TrainingGraph implements AutoCloseable {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float WEIGHT_DECAY = 1e-5f;

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Network initial;
    private final List<NetworkGraph.Parameters> layers = new ArrayList<>();
    private final List<Op> initializers = new ArrayList<>();
    private final Placeholder<TFloat32> rows;
    private final Placeholder<TFloat32> labels;
    private final Placeholder<TInt32> impressionOfRow;
    private final Placeholder<TInt32> impressions;
    private final Placeholder<TFloat32> rates;
    private final Operand<TFloat32> clickLogits;
    private final Operand<TFloat32> loss;
    private final List<Op> updates = new ArrayList<>();
    private final Session session;
    private int steps;

    /**
     * A graph that starts from {@code initial}.
     *
     * @param headWeights weight of each head's loss, in the order of {@link Head}
     */
    TrainingGraph(Network initial, float[] headWeights) {
        TensorFlowRuntime.prepare();
        this.initial = initial;
        int width = initial.scaling().mean().length;
        int heads = headWeights.length;
        rows = placeholder(TFloat32.class, Shape.of(Shape.UNKNOWN_SIZE, width));
        labels = placeholder(TFloat32.class, Shape.of(Shape.UNKNOWN_SIZE, heads));
        impressionOfRow = placeholder(TInt32.class, Shape.of(Shape.UNKNOWN_SIZE));
        impressions = placeholder(TInt32.class, Shape.scalar());
        rates = placeholder(TFloat32.class, Shape.of(3));

        List<Variable<TFloat32>> variables = new ArrayList<>();
        for (Network.Layer layer : initial.layers()) {
            NetworkGraph.Parameters start = NetworkGraph.constants(tf, layer);
            Variable<TFloat32> weights =
                    variable(Shape.of(layer.inputs(), layer.outputs()), start.weights());
            Variable<TFloat32> bias = variable(Shape.of(layer.outputs()), start.bias());
            layers.add(new NetworkGraph.Parameters(weights, bias));
            variables.add(weights);
            variables.add(bias);
        }
        Operand<TFloat32> logits = NetworkGraph.logits(tf, rows, initial.scaling(), layers);
        clickLogits = column(logits, Head.CLICK);
        Operand<TFloat32> pointwise = pointwise(logits, headWeights);
        Listwise listwise = listwise(clickLogits, column(labels, Head.CLICK));
        loss = tf.math.add(pointwise, listwise.loss());
        minimise(tf.math.add(tf.math.add(pointwise, listwise.surrogate()), decay()), variables);
        session = new Session(graph, TensorFlowRuntime.sessionConfig());
        Session.Runner runner = session.runner();
        initializers.forEach(runner::addTarget);
        runner.run().close();
    }

    /** One step of Adam; returns the loss before it, without weight decay. */
    float step(Batch batch, float learningRate) {
        steps++;
        float[] rate = {
            learningRate, (float) Math.pow(BETA_1, steps), (float) Math.pow(BETA_2, steps)
        };
        try (TFloat32 rowTensor =
                        tensor(batch.rows(), batch.count(), initial.scaling().mean().length);
                TFloat32 labelTensor = tensor(batch.labels(), batch.count(), Head.values().length);
                TInt32 impressionTensor =
                        TInt32.tensorOf(
                                Shape.of(batch.count()),
                                DataBuffers.of(batch.impressionOfRow(), false, false));
                TInt32 countTensor = TInt32.scalarOf(batch.impressions());
                TFloat32 rateTensor = TFloat32.vectorOf(rate)) {
            Session.Runner runner =
                    session.runner()
                            .feed(rows, rowTensor)
                            .feed(labels, labelTensor)
                            .feed(impressionOfRow, impressionTensor)
                            .feed(impressions, countTensor)
                            .feed(rates, rateTensor)
                            .fetch(loss);
            updates.forEach(runner::addTarget);
            try (Result result = runner.run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    /** Logits of a click, of {@code count} raw rows. */
    float[] clickLogits(float[] values, int count) {
        try (TFloat32 tensor = tensor(values, count, initial.scaling().mean().length);
                Result result = session.runner().feed(rows, tensor).fetch(clickLogits).run()) {
            return floats((TFloat32) result.get(0), count);
        }
    }

    /** The network as it is now. */
    Network network() {
        Session.Runner runner = session.runner();
        layers.forEach(layer -> runner.fetch(layer.weights()).fetch(layer.bias()));
        List<Network.Layer> now = new ArrayList<>();
        try (Result result = runner.run()) {
            for (int i = 0; i < layers.size(); i++) {
                Network.Layer shape = initial.layers().get(i);
                now.add(
                        new Network.Layer(
                                shape.inputs(),
                                shape.outputs(),
                                floats((TFloat32) result.get(2 * i), shape.weights().length),
                                floats((TFloat32) result.get(2 * i + 1), shape.bias().length)));
            }
        }
        return initial.withLayers(now);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private record Listwise(Operand<TFloat32> loss, Operand<TFloat32> surrogate) {}

    // Softmax cross-entropy over each impression with a click. Its gradient by the logits is
    // (softmax - target); the
    // surrogate has that gradient, since TensorFlow's C++ library lacks those of the segment
    // operations.
    private Listwise listwise(Operand<TFloat32> logits, Operand<TFloat32> clicks) {
        Operand<TFloat32> fixed = tf.stopGradient(logits);
        Operand<TFloat32> highest = tf.math.unsortedSegmentMax(fixed, impressionOfRow, impressions);
        Operand<TFloat32> shifted = tf.math.sub(fixed, ofImpression(highest));
        Operand<TFloat32> exponentials = tf.math.exp(shifted);
        Operand<TFloat32> total = ofImpression(sumByImpression(exponentials));
        Operand<TFloat32> logSoftmax = tf.math.sub(shifted, tf.math.log(total));
        Operand<TFloat32> clickCount = sumByImpression(clicks);
        Operand<TFloat32> one = tf.constant(1f);
        Operand<TFloat32> clicked = tf.math.minimum(clickCount, one);
        Operand<TFloat32> target =
                tf.math.div(clicks, ofImpression(tf.math.maximum(clickCount, one)));
        Operand<TFloat32> count = tf.math.maximum(sum(clicked), one);
        Operand<TFloat32> gradient =
                tf.math.div(
                        tf.math.sub(
                                tf.math.mul(tf.math.exp(logSoftmax), ofImpression(clicked)),
                                target),
                        count);
        return new Listwise(
                tf.math.neg(tf.math.div(sum(tf.math.mul(target, logSoftmax)), count)),
                sum(tf.math.mul(tf.stopGradient(gradient), logits)));
    }

    // Sigmoid cross-entropy, softplus(x) - x * y: a mean over the rows, a weighted sum over the
    // heads.
    private Operand<TFloat32> pointwise(Operand<TFloat32> logits, float[] headWeights) {
        Operand<TFloat32> losses =
                tf.math.sub(tf.math.softplus(logits), tf.math.mul(logits, labels));
        return tf.reduceSum(
                tf.math.mul(
                        tf.math.mean(losses, tf.constant(0)),
                        NetworkGraph.constant(tf, Shape.of(headWeights.length), headWeights)),
                tf.constant(0));
    }

    private Operand<TFloat32> decay() {
        Operand<TFloat32> all = tf.constant(0f);
        for (NetworkGraph.Parameters layer : layers) {
            all = tf.math.add(all, tf.nn.l2Loss(layer.weights()));
        }
        return tf.math.mul(all, tf.constant(WEIGHT_DECAY));
    }

    private void minimise(Operand<TFloat32> target, List<Variable<TFloat32>> variables) {
        Output<?>[] outputs = variables.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(target.asOutput(), outputs);
        // A variable changes in place: none may before all gradients that read it are there.
        List<Op> computed = new ArrayList<>();
        for (Output<?> gradient : gradients) {
            computed.add(gradient);
        }
        Ops then = tf.withControlDependencies(computed);
        for (int i = 0; i < gradients.length; i++) {
            Variable<TFloat32> variable = variables.get(i);
            Shape shape = variable.shape();
            Operand<TFloat32> zeros =
                    NetworkGraph.constant(tf, shape, new float[Math.toIntExact(shape.size())]);
            @SuppressWarnings("unchecked")
            Operand<TFloat32> gradient = (Operand<TFloat32>) gradients[i];
            updates.add(
                    then.train.applyAdam(
                            variable,
                            variable(shape, zeros),
                            variable(shape, zeros),
                            rate(1),
                            rate(2),
                            rate(0),
                            tf.constant(BETA_1),
                            tf.constant(BETA_2),
                            tf.constant(1e-7f),
                            gradient));
        }
    }

    private Operand<TFloat32> rate(int index) {
        return tf.gather(rates, tf.constant(index), tf.constant(0));
    }

    private Operand<TFloat32> sumByImpression(Operand<TFloat32> values) {
        return tf.math.unsortedSegmentSum(values, impressionOfRow, impressions);
    }

    private Operand<TFloat32> ofImpression(Operand<TFloat32> values) {
        return tf.gather(values, impressionOfRow, tf.constant(0));
    }

    private Operand<TFloat32> sum(Operand<TFloat32> values) {
        return tf.reduceSum(values, tf.constant(0));
    }

    private Operand<TFloat32> column(Operand<TFloat32> matrix, Head head) {
        return tf.reshape(
                tf.slice(
                        matrix,
                        tf.constant(new int[] {0, head.ordinal()}),
                        tf.constant(new int[] {-1, 1})),
                tf.constant(new int[] {-1}));
    }

    private <T extends org.tensorflow.types.family.TType> Placeholder<T> placeholder(
            Class<T> type, Shape shape) {
        return tf.placeholder(type, Placeholder.shape(shape));
    }

    private Variable<TFloat32> variable(Shape shape, Operand<TFloat32> start) {
        Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
        Assign<TFloat32> assign = tf.assign(variable, start);
        initializers.add(assign);
        return variable;
    }

    private static TFloat32 tensor(float[] values, int count, int width) {
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
