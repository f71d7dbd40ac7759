package io.feedrank.ranking.training.listwise;

import io.feedrank.ranking.training.Head;
import io.feedrank.ranking.training.RankingMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of one training over the same examples. */
final class RankerTraining {
    private static final Logger log = LoggerFactory.getLogger(RankerTraining.class);

    /** A call costs more than the rows of one impression do. */
    private static final int IMPRESSIONS_A_CALL = 256;

    private final ListwiseExamples examples;
    private final ListwiseTask task;
    private final RankerNetwork.Scaling scaling;
    private final float[] logOdds;
    private final long seed;
    private final Consumer<ListwiseEpoch> listener;

    RankerTraining(
            ListwiseExamples examples,
            ListwiseTask task,
            long seed,
            Consumer<ListwiseEpoch> listener) {
        this.examples = examples;
        this.task = task;
        this.scaling = RankerNetwork.Scaling.of(examples, examples.size(), task.inputs());
        this.logOdds = logOdds(examples, task.heads());
        this.seed = seed;
        this.listener = listener;
    }

    RankerNetwork.Scaling scaling() {
        return scaling;
    }

    /** After how many passes over what lies before what is held out, that is ordered best. */
    int bestEpochs(ListwiseRecipe recipe) {
        int[] best = {recipe.epochs()};
        double[] highest = {Double.NEGATIVE_INFINITY};
        run(
                recipe,
                0,
                task.heldOut().first(),
                (session, epoch) -> {
                    RankingMetrics metrics = heldOut(session);
                    if (metrics.ndcg10() > highest[0]) {
                        highest[0] = metrics.ndcg10();
                        best[0] = epoch;
                    }
                    return metrics;
                });
        return best[0];
    }

    /** One member, from all examples. */
    NetworkMember member(ListwiseRecipe recipe, int member) {
        return run(recipe, member, examples.size(), (session, epoch) -> RankingMetrics.NONE);
    }

    /** Looks at a member after a pass. */
    private interface Judge {
        /** How it orders what is held out. */
        RankingMetrics judge(RankerSession session, int epoch);
    }

    private NetworkMember run(ListwiseRecipe recipe, int run, int impressions, Judge judge) {
        SplittableRandom random = new SplittableRandom(seed * 31 + run);
        int[] order = new int[impressions];
        for (int i = 0; i < impressions; i++) {
            order[i] = i;
        }
        List<Integer> hidden = recipe.architecture().hidden();
        double dropout = recipe.architecture().dropout();
        ListwiseBatch batch = new ListwiseBatch(examples, task.heads());
        NetworkMember start = NetworkMember.random(shape(recipe.architecture()), logOdds, random);
        try (RankerSession session =
                new RankerSession(task.inputs(), scaling, start, task.weights())) {
            for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
                shuffle(order, random);
                double loss = 0;
                int steps = 0;
                for (int from = 0; from < impressions; from += recipe.stepSize()) {
                    batch.fill(order, from, Math.min(impressions, from + recipe.stepSize()));
                    double done = (epoch - 1 + (double) from / impressions) / recipe.epochs();
                    List<float[]> masks = batch.masks(hidden, dropout, random);
                    loss += session.step(batch, masks, recipe.rate(done));
                    steps++;
                }
                report(recipe, run, epoch, loss / steps, judge.judge(session, epoch));
            }
            return session.member();
        }
    }

    private NetworkMember.Shape shape(ListwiseRecipe.Architecture architecture) {
        return new NetworkMember.Shape(
                examples.width(),
                task.inputs().categories(),
                architecture.crossRanks(),
                architecture.hidden(),
                task.heads().size());
    }

    private void report(
            ListwiseRecipe recipe, int run, int epoch, double loss, RankingMetrics heldOut) {
        log.info(
                "{}: run {}, epoch {} of {}, loss {}, nDCG@10 of what is held out {}",
                recipe.name(),
                run,
                epoch,
                recipe.epochs(),
                loss,
                heldOut.ndcg10());
        double runs = recipe.architecture().members() + 1.0;
        double done = (run + (double) epoch / recipe.epochs()) / runs;
        listener.accept(
                new ListwiseEpoch(recipe.name(), run, epoch, Math.min(1, done), loss, heldOut));
    }

    private RankingMetrics heldOut(RankerSession session) {
        RankingMetrics.Mean mean = new RankingMetrics.Mean();
        for (int from = task.heldOut().first();
                from < task.heldOut().end();
                from += IMPRESSIONS_A_CALL) {
            int to = Math.min(task.heldOut().end(), from + IMPRESSIONS_A_CALL);
            float[] rows = examples.rows(from, to);
            float[] logits = session.logits(rows, rows.length / examples.width());
            int at = 0;
            for (int i = from; i < to; i++) {
                boolean[] clicked = examples.clicked(i);
                mean.add(Arrays.copyOfRange(logits, at, at + clicked.length), clicked);
                at += clicked.length;
            }
        }
        return mean.metrics();
    }

    private static float[] logOdds(ListwiseExamples examples, List<Head> heads) {
        float[] logOdds = new float[heads.size()];
        for (int head = 0; head < logOdds.length; head++) {
            long done = 0;
            long others = 0;
            for (int i = 0; i < examples.size(); i++) {
                for (byte flags : examples.actions(i)) {
                    boolean is = heads.get(head).isIn(flags);
                    done += is ? 1 : 0;
                    others += is ? 0 : 1;
                }
            }
            logOdds[head] =
                    (float) Math.log(Math.max(0.5, (double) done) / Math.max(0.5, (double) others));
        }
        return logOdds;
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
