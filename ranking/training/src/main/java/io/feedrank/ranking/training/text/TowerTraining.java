package io.feedrank.ranking.training.text;

import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.TextTower;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/**
 * Fits a tower and measures it: the newest posts are held out, first for stopping, then for the
 * figures, and neither they nor anything that happened since they were written is learned from. The
 * tower that is used is then fitted with the same recipe on all posts.
 */
final class TowerTraining {
    /** Measured with a post's first so many readers known. */
    static final int FIRST_READERS = 3;

    private static final int FEWEST_POSTS = 30;
    private static final double VALIDATION = 0.7;
    private static final double TEST = 0.85;
    private static final float[] WORTHS = {1, 2, 4, 8, 16, 32};

    private final TextCorpus corpus;
    private final TowerRecipe recipe;
    private final long seed;

    TowerTraining(TextCorpus corpus, TowerRecipe recipe, long seed) {
        this.corpus = corpus;
        this.recipe = recipe;
        this.seed = seed;
    }

    /**
     * The tower with its measures.
     *
     * @param tower fitted on all posts, still without a name
     * @param posts how many those are
     * @param worthReaders what held-out posts say the text is worth beside readers
     */
    record Result(
            TextTower tower,
            TextTowerReport.HeldOut heldOut,
            int posts,
            double ridge,
            float worthReaders) {}

    /**
     * Fits and measures.
     *
     * @param progress hears which share is done
     * @throws TooFewTitlesException when there are too few posts with a title and readers
     */
    Result run(DoubleConsumer progress) {
        ReaderReplay end = ReaderReplay.until(corpus, Long.MAX_VALUE);
        int validation = boundary(end, VALIDATION);
        int test = boundary(end, TEST);
        ReaderReplay before =
                ReaderReplay.until(corpus, corpus.posts().get(validation).createdMs());
        TowerExamples train = TowerExamples.of(corpus, before, validation, recipe.buckets());
        if (train.size() < FEWEST_POSTS) {
            throw new TooFewTitlesException(train.size(), FEWEST_POSTS);
        }
        HeldOutReaders choosing = new HeldOutReaders(corpus, validation, test, before);
        Choice choice = choose(train, choosing, progress);
        float worth = worth(choice.tower(), choosing);
        HeldOutReaders readers = new HeldOutReaders(corpus, test, corpus.posts().size(), before);
        Map<String, PostVectors> ways = new LinkedHashMap<>();
        ways.put("tower", vectors(choice.tower()));
        ways.put("topic_mean", new TopicMeans(corpus, before, validation, false));
        ways.put("topic_language_mean", new TopicMeans(corpus, before, validation, true));
        ways.put("random", this::randomUnit);
        Map<String, Double> recall = new LinkedHashMap<>();
        Map<String, Double> cosine = new LinkedHashMap<>();
        ways.forEach((name, way) -> recall.put(name, readers.recall(way, 0)));
        ways.forEach((name, way) -> cosine.put(name, readers.cosine(way, end)));
        recall.put("tower_later", readers.recall(vectors(choice.tower()), FIRST_READERS));
        recall.put(
                "first_readers",
                readers.recall(post -> readers.ofFirst(post, FIRST_READERS), FIRST_READERS));
        recall.put(
                "first_readers_and_tower",
                readers.recall(blended(choice.tower(), worth, readers), FIRST_READERS));
        TowerExamples all = TowerExamples.of(corpus, end, corpus.posts().size(), recipe.buckets());
        TextTower used = TowerFit.of(all, recipe, choice.ridge());
        return new Result(
                used,
                new TextTowerReport.HeldOut(readers.posts(0), readers.users(), recall, cosine),
                all.size(),
                choice.ridge(),
                worth);
    }

    private record Choice(TextTower tower, double ridge, double recall) {}

    private Choice choose(TowerExamples train, HeldOutReaders held, DoubleConsumer progress) {
        Choice best = null;
        int done = 0;
        for (double ridge : recipe.ridges()) {
            TextTower tower = TowerFit.of(train, recipe, ridge);
            Choice choice = new Choice(tower, ridge, held.recall(vectors(tower), 0));
            best = best == null || choice.recall() > best.recall() ? choice : best;
            progress.accept(++done / (recipe.ridges().size() + 1.0));
        }
        return Objects.requireNonNull(best);
    }

    /** Number of the post that this share of the posts to learn from is older than. */
    private int boundary(ReaderReplay end, double share) {
        int eligible = 0;
        for (int post = 0; post < corpus.posts().size(); post++) {
            eligible += eligible(end, post) ? 1 : 0;
        }
        int wanted = (int) (share * eligible);
        int seen = 0;
        for (int post = 0; post < corpus.posts().size(); post++) {
            if (eligible(end, post) && seen++ == wanted) {
                return post;
            }
        }
        throw new TooFewTitlesException(eligible, FEWEST_POSTS);
    }

    private boolean eligible(ReaderReplay end, int post) {
        return end.readers(post) >= recipe.fewestReaders()
                && !corpus.posts().get(post).title().isBlank();
    }

    private float worth(TextTower tower, HeldOutReaders readers) {
        float best = WORTHS[0];
        double most = Double.NEGATIVE_INFINITY;
        for (float worth : WORTHS) {
            double recall = readers.recall(blended(tower, worth, readers), FIRST_READERS);
            if (recall > most) {
                most = recall;
                best = worth;
            }
        }
        return best;
    }

    private PostVectors vectors(TextTower tower) {
        return post -> {
            TextCorpus.Post row = corpus.posts().get(post);
            return tower.vector(row.title(), row.language(), row.topic());
        };
    }

    private PostVectors blended(TextTower tower, float worth, HeldOutReaders readers) {
        TextTower named = tower.named(new TextTower.Identity("measured", VectorSpace.NAME, worth));
        PostVectors text = vectors(tower);
        return post -> {
            float[] vector = text.of(post);
            float[] early = readers.ofFirst(post, FIRST_READERS);
            return vector == null ? early : named.blended(vector, early, FIRST_READERS);
        };
    }

    private float[] randomUnit(int post) {
        SplittableRandom random = new SplittableRandom(seed + post);
        float[] vector = new float[VectorSpace.DIMENSIONS];
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }
}
