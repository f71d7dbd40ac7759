package io.feedrank.ranking.training.evaluation;

/** Sees a log as a ranker would have. */
interface ReplayVisitor {
    /** An impression is about to be shown; everything called before happened before its second. */
    void rank(LoggedImpression impression);

    /** It was shown. */
    void shown(LoggedImpression impression);

    /** Its clicks count now. Called for an impression without a click as well. */
    void clicked(LoggedImpression impression);

    /** An earlier read counts now. */
    void read(PastRead read);
}
