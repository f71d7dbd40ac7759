package io.feedrank.feature.catalog;

import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.Store;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a feature computes of its source events, as data. */
public sealed interface Aggregation extends Serializable
        permits Counting, Collecting, Sessions, Traffic, Aggregation.Age {
    /** What has to be kept of {@code entity}; null when the row of the post says it. */
    @Nullable Store<?> store(Entity entity);

    /**
     * The value as of the context's moment, from what the store keeps; empty when it says nothing,
     * and the default holds.
     */
    OptionalDouble read(Object state, ReadContext context);

    /** The events it takes in. */
    List<Signal> signals();

    /** Its window or half-life in words; empty when it has none. */
    String span();

    /** True when it sets what is kept in relation to a candidate post. */
    default boolean ofCandidate() {
        return false;
    }

    /** True when the value of its own group is all that it reads. */
    default boolean ofOneValue() {
        return !ofCandidate();
    }

    /** How far two orders of the same events may lie apart; 0: bit-equal. */
    default double tolerance() {
        return 0;
    }

    /** Hours since the post was created. */
    record Age() implements Aggregation {
        private static final double MILLIS_AN_HOUR = 3_600_000;

        @Override
        public @Nullable Store<?> store(Entity entity) {
            return null;
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            long age = context.asOf().toEpochMilli() - context.createdAtMs();
            return OptionalDouble.of(Math.max(0, age / MILLIS_AN_HOUR));
        }

        @Override
        public List<Signal> signals() {
            return List.of();
        }

        @Override
        public String span() {
            return "";
        }
    }
}
