package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.SessionCounts;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.Store;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Aggregations within the session that goes on: the events up to the last pause longer than the
 * gap.
 */
public sealed interface Sessions extends Aggregation {
    /** Number of events in the session that goes on. */
    record SessionCount(Signal signal, Duration gap) implements Sessions {
        @Override
        public Store<?> store(Entity entity) {
            return new Store.Session();
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            return OptionalDouble.of(
                    (double) ((SessionCounts) state).count(signal.ordinal(), context.asOf(), gap));
        }

        @Override
        public List<Signal> signals() {
            return List.of(signal);
        }

        @Override
        public String span() {
            return "session, gap " + Reads.words(gap);
        }
    }

    /** Minutes since the session that goes on began. */
    record SessionMinutes(Duration gap) implements Sessions {
        @Override
        public Store<?> store(Entity entity) {
            return new Store.Session();
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            Duration length = ((SessionCounts) state).length(context.asOf(), gap);
            return OptionalDouble.of(length.toSeconds() / 60.0);
        }

        @Override
        public List<Signal> signals() {
            return List.of(Signal.values());
        }

        @Override
        public String span() {
            return "session, gap " + Reads.words(gap);
        }
    }
}
