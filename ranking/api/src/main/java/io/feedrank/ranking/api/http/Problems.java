package io.feedrank.ranking.api.http;

import io.feedrank.feature.config.FeedrankException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure looks like from outside. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** The problem of a failure; a defect is logged here and its message stays inside. */
    public static Problem of(Throwable thrown) {
        Throwable failure = cause(thrown);
        if (failure instanceof HttpProblem http) {
            return http.problem();
        }
        if (failure instanceof RejectedExecutionException) {
            return Problem.of(
                    ProblemType.OVERLOADED, "all threads are busy; try again in a second");
        }
        if (failure instanceof FeedrankException known
                && known.category() != FeedrankException.Category.INTERNAL) {
            return Problem.of(type(known.category()), String.valueOf(known.getMessage()));
        }
        LOG.error("A request failed", failure);
        return Problem.of(
                ProblemType.INTERNAL, "the request could not be answered; the log says why");
    }

    /** What a stage of futures failed with. */
    public static Throwable cause(Throwable thrown) {
        Throwable failure = thrown;
        while (failure instanceof CompletionException && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static ProblemType type(FeedrankException.Category category) {
        return switch (category) {
            case BAD_INPUT -> ProblemType.BAD_INPUT;
            case UNAVAILABLE -> ProblemType.UNAVAILABLE;
            case TIMEOUT -> ProblemType.TIMEOUT;
            case INTERNAL -> ProblemType.INTERNAL;
        };
    }
}
