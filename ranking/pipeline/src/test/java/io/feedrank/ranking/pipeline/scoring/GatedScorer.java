package io.feedrank.ranking.pipeline.scoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A model of two columns that scores a row by its first, and does so only when it is let; it
 * remembers what it was called with.
 */
final class GatedScorer implements Scorer {
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private final List<List<Float>> calls = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<List<Float>> before = call -> {};

    /** Never waits. */
    static GatedScorer open() {
        GatedScorer scorer = new GatedScorer();
        scorer.gate.release(1_000_000);
        return scorer;
    }

    /** Runs {@code action} with the first column of each later call. */
    void before(Consumer<List<Float>> action) {
        before = action;
    }

    void awaitCall() {
        entered.acquireUninterruptibly();
    }

    void let(int calls) {
        gate.release(calls);
    }

    /** The first column of each call, in order. */
    List<List<Float>> calls() {
        return List.copyOf(calls);
    }

    @Override
    public String model() {
        return "gated/1";
    }

    @Override
    public List<String> columns() {
        return List.of("a", "b");
    }

    @Override
    public Scores score(float[] rows, int count) {
        List<Float> call = new ArrayList<>();
        float[] score = new float[count];
        for (int i = 0; i < count; i++) {
            score[i] = rows[2 * i];
            call.add(score[i]);
        }
        calls.add(call);
        entered.release();
        gate.acquireUninterruptibly();
        before.accept(call);
        return new Scores(score, Map.of("click", score.clone()));
    }
}
