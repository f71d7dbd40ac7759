package io.feedrank.ranking.training.impression;

import io.feedrank.feature.config.FeedrankException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened, and from when on it counts. */
public sealed interface FeedEvent {
    /** When it counts: features of a later second see it, those of the same second don't. */
    Instant time();

    /** An impression; counts at once. */
    record Impressed(ImpressionView view) implements FeedEvent {
        @Override
        public Instant time() {
            return view.time();
        }
    }

    /**
     * All clicks of one impression; one without any changes nothing.
     *
     * @param time when they count, not before the impression: a delay after it
     * @param clickedIds of the posts in view
     */
    record Clicked(ImpressionView view, Instant time, List<String> clickedIds)
            implements FeedEvent {
        public Clicked {
            clickedIds = List.copyOf(clickedIds);
            if (!view.postIds().containsAll(clickedIds)) {
                throw FeedrankException.badInput(
                        "clickedIds: got "
                                + clickedIds
                                + ", expected some of those in view, "
                                + view.postIds());
            }
        }
    }

    /**
     * A read that is known without its impression.
     *
     * @param seconds how long; null when unknown
     * @param scrollPercent how far down the page; null when unknown
     */
    record Read(
            String userId,
            Instant time,
            String postId,
            @Nullable Double seconds,
            @Nullable Double scrollPercent)
            implements FeedEvent {}
}
