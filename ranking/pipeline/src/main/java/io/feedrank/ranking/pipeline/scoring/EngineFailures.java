package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failure of the engine means to a caller. */
final class EngineFailures {
    private EngineFailures() {}

    /**
     * UNAVAILABLE when the device has no memory left, which may pass; INTERNAL else.
     *
     * @param model that was called
     */
    static FeedrankException of(String model, Throwable failure) {
        if (isOutOfMemory(failure)) {
            return new FeedrankException(
                    Category.UNAVAILABLE,
                    "model " + model + " found no memory on its device: " + failure,
                    failure);
        }
        return new FeedrankException(
                Category.INTERNAL, "model " + model + " failed: " + failure, failure);
    }

    // TensorFlow's code RESOURCE_EXHAUSTED has an exception class of its own in Java, which DJL
    // wraps; its text is the same in all versions.
    private static boolean isOutOfMemory(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause).toLowerCase(Locale.ROOT);
            if (text.contains("resourceexhausted")
                    || text.contains("resource_exhausted")
                    || text.contains("oom when allocating")) {
                return true;
            }
        }
        return false;
    }
}
