package io.feedrank.feature.parity;

import io.feedrank.feature.state.Signal;
import io.feedrank.proto.v1.FeatureUpdate;
import io.feedrank.proto.v1.ObservedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vectors that clicks are stamped with: those that their posts had, as recomputed. Two runs of
 * the job may have stamped a click differently. Not thread-safe.
 */
final class Stamps {
    private static final float[] NONE = {};

    private final Map<List<String>, List<float[]>> byClick = new HashMap<>();

    /** A post had this vector when the click came. */
    void put(FeatureUpdate update, float @Nullable [] vector) {
        ObservedEvent said = update.getEvent();
        if (isClick(said)) {
            byClick.computeIfAbsent(key(said), any -> new ArrayList<>(1))
                    .add(vector == null ? NONE : vector);
        }
    }

    /** Whether the vector of a click's post is known at that moment. */
    boolean know(ObservedEvent said) {
        return byClick.containsKey(key(said));
    }

    /** Whether the post had the vector that the click was stamped with. */
    boolean hold(ObservedEvent said) {
        float[] stamp = of(said);
        return byClick.getOrDefault(key(said), List.of()).stream()
                .anyMatch(each -> Arrays.equals(each, stamp));
    }

    static boolean isClick(ObservedEvent said) {
        return said.getSignal().equals(Signal.CLICK.name());
    }

    /** The stamp; of no length when there was none. */
    static float[] of(ObservedEvent said) {
        float[] stamp = new float[said.getVectorCount()];
        for (int i = 0; i < stamp.length; i++) {
            stamp[i] = said.getVector(i);
        }
        return stamp;
    }

    private static List<String> key(ObservedEvent said) {
        return List.of(said.getEventId(), said.getPostId());
    }
}
