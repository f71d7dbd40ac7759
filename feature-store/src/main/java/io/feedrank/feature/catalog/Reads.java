package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.TileLadder;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Store;
import io.feedrank.feature.state.VectorSpace;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What aggregations share. */
final class Reads {
    private Reads() {}

    static OptionalDouble similarity(float @Nullable [] kept, ReadContext context) {
        float[] vector = context.candidate() == null ? null : context.candidate().vector();
        return kept == null || vector == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(VectorSpace.dot(kept, vector));
    }

    static TileLadder ladder(Entity entity) {
        return entity.ofUser() ? TileLadder.COARSE : TileLadder.FINE;
    }

    static Store<?> counts(Entity entity) {
        return new Store.Counts(ladder(entity), entity != Entity.USER_AUTHOR);
    }

    static String words(Duration duration) {
        long hours = duration.toHours();
        if (hours == 0) {
            return duration.toMinutes() + " min";
        }
        return hours % 24 == 0 && hours > 24 ? hours / 24 + " d" : hours + " h";
    }
}
