package io.feedrank.ranking.training.impression;

import io.feedrank.ranking.training.Metrics;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of one training over the same examples. */
final class RankerTraining {
    private static final Logger log = LoggerFactory.getLogger(RankerTraining.class);
    private static final int IMPRESSIONS_A_STEP = 64;
    private static final int CUTOFF = 10;

    private final ListwiseExamples examples;
    private final RankerNetwork.Scaling scaling;
    private final float logOdds;
    private final long seed;
    private final Consumer<ListwiseEpoch> listener;

    RankerTraining(ListwiseExamples examples, long seed, Consumer<ListwiseEpoch> listener) {
        this.examples = examples;
        this.scaling = RankerNetwork.Scaling.of(examples, examples.size());
        this.logOdds = logOdds(examples);
        this.seed = seed;
        this.listener = listener;
    }

    RankerNetwork.Scaling scaling() {
        return scaling;
    }

    /** After how many passes over what lies before the last day, that day is ordered best. */
    int bestEpochs(ListwiseRecipe recipe, LastDay lastDay) {
        int[] best = {recipe.epochs()};
        double[] highest = {Double.NEGATIVE_INFINITY};
        run(
                recipe,
                0,
                lastDay.first(),
                (session, epoch) -> {
                    double ndcg = ndcg10(session, lastDay);
                    if (ndcg > highest[0]) {
                        highest[0] = ndcg;
                        best[0] = epoch;
                    }
                    return ndcg;
                });
        return best[0];
    }

    /** One member, from all examples. */
    List<RankerNetwork.Layer> member(ListwiseRecipe recipe, int member) {
        return run(recipe, member, examples.size(), (session, epoch) -> Double.NaN);
    }

    /** Looks at a member after a pass. */
    private interface Judge {
        /** Its nDCG@10 on what is held out. */
        double judge(RankerSession session, int epoch);
    }

    private List<RankerNetwork.Layer> run(
            ListwiseRecipe recipe, int run, int impressions, Judge judge) {
        SplittableRandom random = new SplittableRandom(seed * 31 + run);
        int[] order = new int[impressions];
        for (int i = 0; i < impressions; i++) {
            order[i] = i;
        }
        ListwiseBatch batch = new ListwiseBatch(examples);
        try (RankerSession session =
                new RankerSession(
                        scaling,
                        RankerNetwork.randomMember(
                                scaling.width(), recipe.hidden(), logOdds, random))) {
            for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
                shuffle(order, random);
                double loss = 0;
                int steps = 0;
                for (int from = 0; from < impressions; from += IMPRESSIONS_A_STEP) {
                    batch.fill(order, from, Math.min(impressions, from + IMPRESSIONS_A_STEP));
                    double done = (epoch - 1 + (double) from / impressions) / recipe.epochs();
                    loss +=
                            session.step(
                                    batch,
                                    batch.masks(recipe.hidden(), recipe.dropout(), random),
                                    recipe.rate(done));
                    steps++;
                }
                report(recipe, run, epoch, loss / steps, judge.judge(session, epoch));
            }
            return session.member();
        }
    }

    private void report(ListwiseRecipe recipe, int run, int epoch, double loss, double ndcg10) {
        log.info(
                "{}: run {}, epoch {} of {}, loss {}, nDCG@10 of the last day {}",
                recipe.name(),
                run,
                epoch,
                recipe.epochs(),
                loss,
                ndcg10);
        double done = (run + (double) epoch / recipe.epochs()) / (recipe.members() + 1);
        listener.accept(
                new ListwiseEpoch(recipe.name(), run, epoch, Math.min(1, done), loss, ndcg10));
    }

    private double ndcg10(RankerSession session, LastDay lastDay) {
        double sum = 0;
        for (int i = lastDay.first(); i < lastDay.end(); i++) {
            boolean[] clicked = examples.clicked(i);
            float[] logits = session.logits(examples.rows(i), clicked.length);
            sum += Metrics.ndcg(logits, clicked, CUTOFF);
        }
        return sum / (lastDay.end() - lastDay.first());
    }

    private static float logOdds(ListwiseExamples examples) {
        long clicks = 0;
        long others = 0;
        for (int i = 0; i < examples.size(); i++) {
            for (boolean click : examples.clicked(i)) {
                clicks += click ? 1 : 0;
                others += click ? 0 : 1;
            }
        }
        return (float) Math.log((double) clicks / others);
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
