package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.ranking.pipeline.candidate.ScoredCandidate;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.feedrank.ranking.pipeline.scoring.Scorer;
import io.feedrank.ranking.pipeline.scoring.Scores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores with the canary for those who try it, with the production model for all others and where
 * the canary fails, and with the fallback model where that is missing, too slow or fails.
 * Thread-safe.
 */
public final class ModelLadder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLadder.class);

    /** The production model may use so much of the time left; the fallback gets the rest. */
    private static final double PRODUCTION_SHARE = 0.7;

    private final Models models;
    private final LadderConfig config;
    private final ModelInputs inputs = new ModelInputs();
    private final TimeLimit canaryLimit = new TimeLimit("canary");
    private final ShadowTraffic shadow;

    /** A ladder without trials. */
    public ModelLadder(Models models) {
        this(models, LadderConfig.NO_TRIALS, entry -> {});
    }

    /**
     * A ladder over {@code models}, which stay the caller's to close.
     *
     * @param shadowLog takes what the shadow says of a feed; must not block
     */
    public ModelLadder(Models models, LadderConfig config, Consumer<FeatureLogEntry> shadowLog) {
        this.models = models;
        this.config = config;
        this.shadow = new ShadowTraffic(models, inputs, config.shadowCorePercent(), shadowLog);
    }

    /** Scores rows that nobody waits for, with the models that are not on trial. */
    public Scoring score(FeatureRows rows) {
        return climb(rows, Scorer.FOREVER, new ArrayList<>());
    }

    /**
     * Scores all rows of a request in one call.
     *
     * @throws FeedrankException UNAVAILABLE when there is no model, INTERNAL when all there are
     *     failed
     */
    public Scoring score(FeatureRows rows, ScoringCall call) {
        long start = System.nanoTime();
        List<Attempt> attempts = new ArrayList<>();
        Optional<Scoring> tried = tryCanary(rows, call, attempts);
        if (tried.isPresent()) {
            return tried.get();
        }
        Duration left = call.patience().minusNanos(System.nanoTime() - start);
        return climb(rows, left, attempts);
    }

    /**
     * Lets the shadow model score what a feed was ranked from, later and elsewhere.
     *
     * @param log of the feed
     * @param rows of all its candidates; not changed any more
     * @param served candidates in the order in which they are shown, at least as many as the log's
     */
    public void shadow(FeatureLogEntry log, FeatureRows rows, List<ScoredCandidate> served) {
        if (shadow.wanted()) {
            shadow(
                    log,
                    rows,
                    served.stream()
                            .limit(log.getRowsCount())
                            .mapToInt(ScoredCandidate::row)
                            .toArray());
        }
    }

    /** The same with the row of each post of the log. */
    public void shadow(FeatureLogEntry log, FeatureRows rows, int[] rowOfPost) {
        if (shadow.wanted()) {
            shadow.offer(new ShadowTraffic.Copy(log, rows, rowOfPost));
        }
    }

    private Optional<Scoring> tryCanary(
            FeatureRows rows, ScoringCall call, List<Attempt> attempts) {
        if (config.canary().percent() == 0) {
            return Optional.empty();
        }
        return models.canary()
                .filter(canary -> config.canary().takes(call.userId(), canary.model()))
                .flatMap(
                        canary ->
                                attempt(
                                        Alias.CANARY,
                                        canary,
                                        rows,
                                        attempts,
                                        () -> canaryScores(canary, rows, call.patience())));
    }

    // Its time is that of the model: waiting for a thread is not the canary's fault.
    private Timed canaryScores(Scorer canary, FeatureRows rows, Duration patience) {
        Duration half = patience.dividedBy(2);
        Duration budget = half.compareTo(config.canaryBudget()) < 0 ? half : config.canaryBudget();
        Timed timed =
                canaryLimit.run(() -> Timed.of(() -> inputs.score(canary, rows, budget)), budget);
        int notFinite = notFinite(timed.scores());
        if (notFinite > 0) {
            throw new FeedrankException(
                    Category.INTERNAL,
                    notFinite + " of " + rows.count() + " scores are not finite");
        }
        return timed;
    }

    private Scoring climb(FeatureRows rows, Duration patience, List<Attempt> attempts) {
        Duration ofProduction = Duration.ofNanos((long) (patience.toNanos() * PRODUCTION_SHARE));
        return step(Alias.PRODUCTION, models.production(), rows, ofProduction, attempts)
                .or(() -> step(Alias.FALLBACK, models.fallback(), rows, patience, attempts))
                .orElseThrow(() -> nothing(attempts));
    }

    private Optional<Scoring> step(
            Alias alias,
            Optional<Scorer> scorer,
            FeatureRows rows,
            Duration patience,
            List<Attempt> attempts) {
        return scorer.flatMap(
                model ->
                        attempt(
                                alias,
                                model,
                                rows,
                                attempts,
                                () -> Timed.of(() -> inputs.score(model, rows, patience))));
    }

    private record Timed(Scores scores, Duration took) {
        static Timed of(Supplier<Scores> call) {
            long start = System.nanoTime();
            Scores scores = call.get();
            return new Timed(scores, since(start));
        }
    }

    private static Optional<Scoring> attempt(
            Alias alias,
            Scorer scorer,
            FeatureRows rows,
            List<Attempt> attempts,
            Supplier<Timed> call) {
        long start = System.nanoTime();
        try {
            Timed timed = call.get();
            Scores scores = timed.scores();
            int notFinite = notFinite(scores);
            if (rows.count() > 0 && notFinite == rows.count()) {
                throw new FeedrankException(
                        Category.INTERNAL, "model " + scorer.model() + " gave no finite score");
            }
            attempts.add(new Attempt(alias, scorer.model(), timed.took(), Optional.empty()));
            ServedBy level =
                    alias == Alias.FALLBACK ? ServedBy.SERVED_BY_FALLBACK : ServedBy.SERVED_BY_FULL;
            return Optional.of(new Scoring(level, scorer.model(), scores, notFinite, attempts));
        } catch (RuntimeException e) {
            LOG.warn("{} model failed: {}", alias.id(), e.toString());
            attempts.add(
                    new Attempt(
                            alias,
                            scorer.model(),
                            since(start),
                            Optional.of(String.valueOf(e.getMessage()))));
            return Optional.empty();
        }
    }

    private static int notFinite(Scores scores) {
        int notFinite = 0;
        for (float score : scores.score()) {
            notFinite += Float.isFinite(score) ? 0 : 1;
        }
        return notFinite;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static FeedrankException nothing(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return new FeedrankException(Category.UNAVAILABLE, "no model is registered");
        }
        List<String> failures =
                attempts.stream()
                        .map(each -> each.alias().id() + ": " + each.failure().orElse(""))
                        .toList();
        return new FeedrankException(Category.INTERNAL, "every model failed: " + failures);
    }

    @Override
    public void close() {
        canaryLimit.close();
        shadow.close();
    }
}
