package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.DistinctDays;
import io.feedrank.feature.aggregate.Fold;
import io.feedrank.feature.aggregate.LastValues;
import io.feedrank.feature.aggregate.MeanVector;
import io.feedrank.feature.aggregate.TiledValues;
import io.feedrank.feature.aggregate.TopKeys;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Property;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.Store;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Aggregations of what the events say: read times, ids and vectors. */
public sealed interface Collecting extends Aggregation {
    /** Sum, least or greatest of the seconds read in a sliding window. */
    record DwellSeconds(Fold fold, Duration window) implements Collecting {
        @Override
        public Store<?> store(Entity entity) {
            return new Store.Dwell(Reads.ladder(entity), fold);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            OptionalLong millis = ((TiledValues) state).window(context.asOf(), window);
            return millis.isPresent()
                    ? OptionalDouble.of(millis.getAsLong() / 1000.0)
                    : OptionalDouble.empty();
        }

        @Override
        public List<Signal> signals() {
            return List.of(Signal.DWELL);
        }

        @Override
        public String span() {
            return "window " + Reads.words(window);
        }
    }

    /** Share of the last {@code most} values that equal the candidate's. */
    record LastShare(Signal signal, Property property, int most) implements Collecting {
        @Override
        public Store<?> store(Entity entity) {
            return new Store.Last(signal, property, most);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            String value = context.candidates(property);
            return value.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(((LastValues) state).share(value));
        }

        @Override
        public List<Signal> signals() {
            return List.of(signal);
        }

        @Override
        public String span() {
            return "last " + most;
        }

        @Override
        public boolean ofCandidate() {
            return true;
        }
    }

    /** About how many different values there were in a sliding window of days. */
    record DistinctCount(Signal signal, Property property, Duration window) implements Collecting {
        @Override
        public Store<?> store(Entity entity) {
            return new Store.Distinct(signal, property);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            return OptionalDouble.of(((DistinctDays) state).estimate(context.asOf(), window));
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

    /** The candidate's share of all counts when it is among the top {@code most}; else 0. */
    record TopShare(Signal signal, Property property, int places, int most) implements Collecting {
        @Override
        public Store<?> store(Entity entity) {
            return new Store.Top(signal, property, places);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            TopKeys keys = (TopKeys) state;
            String value = context.candidates(property);
            if (value.isEmpty() || keys.total() == 0 || !keys.top(most).contains(value)) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of((double) keys.count(value) / keys.total());
        }

        @Override
        public List<Signal> signals() {
            return List.of(signal);
        }

        @Override
        public String span() {
            return "top " + most;
        }

        @Override
        public boolean ofCandidate() {
            return true;
        }
    }

    /** Cosine of the candidate's vector and the decayed mean of the vectors of past events. */
    record DecayedSimilarity(Signal signal, Duration halfLife) implements Collecting {
        @Override
        public Store<?> store(Entity entity) {
            return new Store.Decayed(signal, halfLife);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            return Reads.similarity(((DecayedVector) state).unit(), context);
        }

        @Override
        public List<Signal> signals() {
            return List.of(signal);
        }

        @Override
        public String span() {
            return "half-life " + Reads.words(halfLife);
        }

        @Override
        public boolean ofCandidate() {
            return true;
        }

        @Override
        public double tolerance() {
            return 1e-4;
        }
    }

    /** Dot product of the candidate's vector and the mean of the vectors of past events. */
    record MeanSimilarity(Signal signal) implements Collecting {
        @Override
        public Store<?> store(Entity entity) {
            return new Store.Mean(signal);
        }

        @Override
        public OptionalDouble read(Object state, ReadContext context) {
            return Reads.similarity(((MeanVector) state).mean(), context);
        }

        @Override
        public List<Signal> signals() {
            return List.of(signal);
        }

        @Override
        public String span() {
            return "";
        }

        @Override
        public boolean ofCandidate() {
            return true;
        }

        @Override
        public double tolerance() {
            return 1e-4;
        }
    }
}
