package io.feedrank.ranking.training;

/** Hears how a training goes, on the thread that trains. */
public interface TrainingProgress {
    /** Nobody listens. */
    TrainingProgress NONE = step -> {};

    /** Called several times a second at most. */
    void report(Step step);

    /**
     * Where the training is.
     *
     * @param phase {@code read}, {@code train}, {@code evaluate} or {@code register}
     * @param model what is being trained, or empty
     * @param fraction of the whole work that is done, 0 to 1
     * @param loss mean of the last epoch so far; not a number outside of training
     * @param validationAuc of the last epoch that ended; not a number before
     */
    record Step(String phase, String model, double fraction, double loss, double validationAuc) {}
}
