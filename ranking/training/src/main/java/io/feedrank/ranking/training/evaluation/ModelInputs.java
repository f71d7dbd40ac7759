package io.feedrank.ranking.training.evaluation;

import java.util.List;

/** Makes the inputs of models from what it is told, in time order. One thread. */
interface ModelInputs {
    /** Names of the columns of a row. */
    List<String> columns();

    /**
     * An impression is about to be shown; its rows are asked for before the next one comes, or not
     * at all.
     */
    default void coming(LoggedImpression impression) {}

    /** Row-major {@code float[posts][columns]} of what is known now; never of the outcome. */
    float[] rows(LoggedImpression impression);

    /** The same as a model learns from it. */
    default float[] lesson(LoggedImpression impression) {
        return rows(impression);
    }

    /** It was shown. */
    void shown(LoggedImpression impression);

    /** Its clicks count now. */
    void clicked(LoggedImpression impression);

    /** A read of the history counts now. */
    void read(PastRead read);
}
