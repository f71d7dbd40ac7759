package io.feedrank.ranking.training.canary;

import io.feedrank.ranking.pipeline.registry.Why;

/** What the judge thinks of a model on trial. */
sealed interface Verdict {
    /** More has to be seen. */
    record Undecided() implements Verdict {}

    /** It may go on to the next alias. */
    record Passed(Why why) implements Verdict {}

    /** It must go. */
    record Failed(Why why) implements Verdict {}
}
