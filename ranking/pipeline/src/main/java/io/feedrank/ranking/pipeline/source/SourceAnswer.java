package io.feedrank.ranking.pipeline.source;

import java.time.Duration;

/** How asking a source ended. */
public sealed interface SourceAnswer {
    String source();

    /** How long it was waited for. */
    long nanos();

    /** It proposed. */
    record Proposed(String source, Proposal proposal, long nanos) implements SourceAnswer {}

    /** It failed. */
    record Failed(String source, Throwable cause, long nanos) implements SourceAnswer {}

    /** It took too long, and was left alone. */
    record Abandoned(String source, Duration after, long nanos) implements SourceAnswer {}

    /** So many requests were in it already that it was not asked. */
    record Refused(String source, int concurrent) implements SourceAnswer {
        @Override
        public long nanos() {
            return 0;
        }
    }
}
