package io.feedrank.jobs.offline;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.PostTouch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The oracle: computes an example from all raw events, from scratch. */
final class NaiveExamples {
    static final int POSTS = 12;

    private static final Duration WINDOW = Touches.CONFIG.eventTime().labelWindow();

    private final List<PostTouch> inOrder;

    NaiveExamples(List<PostTouch> inOrder) {
        this.inOrder = inOrder;
    }

    static PostChange post(String postId) {
        return Touches.post(postId, topicOf(postId), authorOf(postId));
    }

    static String authorOf(String postId) {
        return "author" + Integer.parseInt(postId.substring(1)) % 4;
    }

    static String topicOf(String postId) {
        return "topic" + Integer.parseInt(postId.substring(1)) % 3;
    }

    float[] row(PostTouch impression) {
        FeatureCatalog catalog = FeatureCatalog.standard();
        float[] row = new float[catalog.width()];
        DecayWeights weights = new DecayWeights(Instant.ofEpochSecond(impression.second()));
        TiledCounts stats = PostStats.empty();
        UserFeatures user = UserFeatures.empty();
        NaiveColumns naive = new NaiveColumns(inOrder, impression);
        for (PostTouch touch : inOrder) {
            if (touch.second() >= impression.second()) {
                continue;
            }
            Signal signal = Signal.of(touch.event().type());
            if (touch.postId().equals(impression.postId())) {
                stats.add(touch.event().eventTime(), signal.ordinal(), 1);
            }
            if (touch.userId().equals(impression.userId())) {
                float[] vector = vector(touch.postId(), touch.second());
                user.add(
                        signal,
                        touch.event().eventTime(),
                        touch.postId(),
                        topicOf(touch.postId()),
                        vector);
            }
        }
        long created = Objects.requireNonNull(post(impression.postId()).row()).createdAtMs();
        catalog.computePost(new PostFeatures(stats, created), weights, row, 0);
        catalog.computeUser(user, weights, row, 0);
        PostIdentity identity =
                new PostIdentity(
                        impression.postId(),
                        topicOf(impression.postId()),
                        vector(impression.postId(), impression.second()));
        catalog.computePair(user, identity, weights, row, 0);
        naive.fill(catalog.columns(), row);
        return row;
    }

    private float @Nullable [] vector(String postId, long beforeSecond) {
        DecayedVector vector = VectorSpace.empty();
        for (PostTouch touch : inOrder) {
            boolean counts =
                    touch.second() < beforeSecond
                            && touch.postId().equals(postId)
                            && touch.event().type() == EventType.CLICK;
            if (counts) {
                vector.add(
                        VectorSpace.ofReader(touch.userId()),
                        touch.event().eventTime(),
                        VectorSpace.POST_HALF_LIFE);
            }
        }
        return vector.unit();
    }

    /**
     * True when a click came within the window, and no later impression of the post lay between.
     */
    boolean clicked(PostTouch impression) {
        for (PostTouch click : inOrder) {
            if (isAction(click, impression) && impression.equals(lastShownBefore(click))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAction(PostTouch click, PostTouch impression) {
        Instant shown = impression.event().eventTime();
        Instant acted = click.event().eventTime();
        return click.event().type() == EventType.CLICK
                && click.postId().equals(impression.postId())
                && click.userId().equals(impression.userId())
                && !acted.isBefore(shown)
                && acted.isBefore(shown.plus(WINDOW));
    }

    private @Nullable PostTouch lastShownBefore(PostTouch click) {
        PostTouch last = null;
        for (PostTouch touch : inOrder) {
            boolean shown =
                    touch.event().type() == EventType.IMPRESSION
                            && touch.postId().equals(click.postId())
                            && touch.userId().equals(click.userId())
                            && !touch.event().eventTime().isAfter(click.event().eventTime());
            last = shown ? touch : last;
        }
        return last;
    }
}
