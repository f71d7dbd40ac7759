package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.HalfLife;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.Store;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** Aggregations of how many events there were; bit-equal in any order. */
public sealed interface Counting extends Aggregation {
    /** Number of events in a sliding window. */
    record Count(Signal signal, Duration window) implements Counting {
        @Override
        public Store<?> store(Entity entity) {
            return Reads.counts(entity);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            TiledCounts counts = (TiledCounts) state;
            return OptionalDouble.of(
                    (double) counts.window(signal.ordinal(), context.asOf(), window));
        }

        @Override
        public List<Signal> signals() {
            return List.of(signal);
        }

        @Override
        public String span() {
            return "window " + Reads.words(window);
        }
    }

    /** Exponentially decayed number of events. */
    record DecayedCount(Signal signal, HalfLife halfLife) implements Counting {
        @Override
        public Store<?> store(Entity entity) {
            return Reads.counts(entity);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            TiledCounts counts = (TiledCounts) state;
            return OptionalDouble.of(counts.decayed(signal.ordinal(), context.weights(), halfLife));
        }

        @Override
        public List<Signal> signals() {
            return List.of(signal);
        }

        @Override
        public String span() {
            return "half-life " + Reads.words(halfLife.duration());
        }
    }

    /** Smoothed rate of events of one kind per event of another in a sliding window. */
    record Rate(Signal of, Signal per, Duration window, Prior prior) implements Counting {
        @Override
        public Store<?> store(Entity entity) {
            return Reads.counts(entity);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            TiledCounts counts = (TiledCounts) state;
            return OptionalDouble.of(
                    prior.rate(
                            (double) counts.window(of.ordinal(), context.asOf(), window),
                            (double) counts.window(per.ordinal(), context.asOf(), window)));
        }

        @Override
        public List<Signal> signals() {
            return List.of(of, per);
        }

        @Override
        public String span() {
            return "window " + Reads.words(window);
        }
    }

    /** The same of decayed counts. */
    record DecayedRate(Signal of, Signal per, HalfLife halfLife, Prior prior) implements Counting {
        @Override
        public Store<?> store(Entity entity) {
            return Reads.counts(entity);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            TiledCounts counts = (TiledCounts) state;
            return OptionalDouble.of(
                    prior.rate(
                            counts.decayed(of.ordinal(), context.weights(), halfLife),
                            counts.decayed(per.ordinal(), context.weights(), halfLife)));
        }

        @Override
        public List<Signal> signals() {
            return List.of(of, per);
        }

        @Override
        public String span() {
            return "half-life " + Reads.words(halfLife.duration());
        }
    }

    /** Share of the user's decayed events that were of this key; one event smooths it. */
    record ShareOfUser(Signal signal, HalfLife halfLife) implements Counting {
        @Override
        public Store<?> store(Entity entity) {
            return Reads.counts(entity);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            if (context.user() == null) {
                return OptionalDouble.empty();
            }
            TiledCounts counts = (TiledCounts) state;
            double all =
                    context.user()
                            .activity()
                            .decayed(signal.ordinal(), context.weights(), halfLife);
            double here = counts.decayed(signal.ordinal(), context.weights(), halfLife);
            return OptionalDouble.of(here / (all + 1));
        }

        /** It reads the user's activity too. */
        @Override
        public boolean ofOneValue() {
            return false;
        }

        @Override
        public List<Signal> signals() {
            return List.of(signal);
        }

        @Override
        public String span() {
            return "half-life " + Reads.words(halfLife.duration());
        }
    }

    /** Number of events since the key is known. */
    record Total(Signal signal) implements Counting {
        @Override
        public Store<?> store(Entity entity) {
            return new Store.Totals();
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            return OptionalDouble.of(((int[]) state)[signal.ordinal()]);
        }

        @Override
        public List<Signal> signals() {
            return List.of(signal);
        }

        @Override
        public String span() {
            return "";
        }
    }
}
