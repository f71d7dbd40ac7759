package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.DistinctDays;
import io.feedrank.feature.aggregate.Fold;
import io.feedrank.feature.aggregate.LastValues;
import io.feedrank.feature.aggregate.MeanVector;
import io.feedrank.feature.aggregate.SessionCounts;
import io.feedrank.feature.aggregate.TileLadder;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.aggregate.TiledValues;
import io.feedrank.feature.aggregate.TopKeys;
import java.io.Serializable;
import java.time.Duration;

/**
 * What is kept of an entity for one or more features, as data: the algebra of one aggregation with
 * what it takes in. Equal stores of a group are kept once.
 *
 * @param <A> its state
 */
public sealed interface Store<A> extends Serializable
        permits Store.Counts,
                Store.Totals,
                Store.Dwell,
                Store.Last,
                Store.Distinct,
                Store.Top,
                Store.Mean,
                Store.Decayed,
                Store.Session,
                TrafficStore {
    /** The state of which nothing is known. */
    A create();

    /** Takes in one observation; false when it says nothing here. */
    boolean update(A state, Observation observation);

    /** Takes all that {@code other} took in into {@code state}. */
    void merge(A state, A other);

    Codec<A> codec();

    /**
     * Counts of all signals, in tiles.
     *
     * @param impressions false to count what the user did alone, so that the value is not written
     *     again with each impression
     */
    record Counts(TileLadder ladder, boolean impressions) implements Store<TiledCounts> {
        @Override
        public TiledCounts create() {
            return new TiledCounts(ladder, Signal.COUNT);
        }

        @Override
        public boolean update(TiledCounts state, Observation observation) {
            if (!impressions && observation.signal() == Signal.IMPRESSION) {
                return false;
            }
            state.add(observation.time(), observation.signal().ordinal(), 1);
            return true;
        }

        @Override
        public void merge(TiledCounts state, TiledCounts other) {
            state.merge(other);
        }

        @Override
        public Codec<TiledCounts> codec() {
            return TiledCounts.codec(ladder, Signal.COUNT);
        }
    }

    /** Counts of all signals since the key is known, {@code int[Signal.COUNT]}. */
    record Totals() implements Store<int[]> {
        @Override
        public int[] create() {
            return new int[Signal.COUNT];
        }

        @Override
        public boolean update(int[] state, Observation observation) {
            state[observation.signal().ordinal()]++;
            return true;
        }

        @Override
        public void merge(int[] state, int[] other) {
            for (int i = 0; i < state.length; i++) {
                state[i] += other[i];
            }
        }

        @Override
        public Codec<int[]> codec() {
            return TotalsCodec.INSTANCE;
        }
    }

    /** Milliseconds read, of {@code dwell} events, folded in tiles. */
    record Dwell(TileLadder ladder, Fold fold) implements Store<TiledValues> {
        @Override
        public TiledValues create() {
            return new TiledValues(ladder, fold);
        }

        @Override
        public boolean update(TiledValues state, Observation observation) {
            if (observation.signal() != Signal.DWELL) {
                return false;
            }
            state.add(observation.time(), observation.dwellMs());
            return true;
        }

        @Override
        public void merge(TiledValues state, TiledValues other) {
            state.merge(other);
        }

        @Override
        public Codec<TiledValues> codec() {
            return TiledValues.codec(ladder, fold);
        }
    }

    /** The last {@code most} values of a property. */
    record Last(Signal signal, Property property, int most) implements Store<LastValues> {
        @Override
        public LastValues create() {
            return new LastValues(most);
        }

        @Override
        public boolean update(LastValues state, Observation observation) {
            String value = property.of(observation.subject());
            if (observation.signal() != signal || value.isEmpty()) {
                return false;
            }
            state.add(observation.time(), value);
            return true;
        }

        @Override
        public void merge(LastValues state, LastValues other) {
            state.merge(other);
        }

        @Override
        public Codec<LastValues> codec() {
            return LastValues.codec(most);
        }
    }

    /** How many different values of a property there were. */
    record Distinct(Signal signal, Property property) implements Store<DistinctDays> {
        @Override
        public DistinctDays create() {
            return new DistinctDays();
        }

        @Override
        public boolean update(DistinctDays state, Observation observation) {
            String value = property.of(observation.subject());
            if (observation.signal() != signal || value.isEmpty()) {
                return false;
            }
            state.add(observation.time(), value);
            return true;
        }

        @Override
        public void merge(DistinctDays state, DistinctDays other) {
            state.merge(other);
        }

        @Override
        public Codec<DistinctDays> codec() {
            return DistinctDays.codec();
        }
    }

    /** The values of a property met most often. */
    record Top(Signal signal, Property property, int places) implements Store<TopKeys> {
        @Override
        public TopKeys create() {
            return new TopKeys(places);
        }

        @Override
        public boolean update(TopKeys state, Observation observation) {
            String value = property.of(observation.subject());
            if (observation.signal() != signal || value.isEmpty()) {
                return false;
            }
            state.add(value);
            return true;
        }

        @Override
        public void merge(TopKeys state, TopKeys other) {
            state.merge(other);
        }

        @Override
        public Codec<TopKeys> codec() {
            return TopKeys.codec(places);
        }
    }

    /** The mean of the vectors that observations were stamped with. */
    record Mean(Signal signal) implements Store<MeanVector> {
        @Override
        public MeanVector create() {
            return new MeanVector(VectorSpace.DIMENSIONS);
        }

        @Override
        public boolean update(MeanVector state, Observation observation) {
            float[] vector = observation.vector();
            if (observation.signal() != signal || vector == null) {
                return false;
            }
            state.add(vector);
            return true;
        }

        @Override
        public void merge(MeanVector state, MeanVector other) {
            state.merge(other);
        }

        @Override
        public Codec<MeanVector> codec() {
            return MeanVector.codec(VectorSpace.DIMENSIONS);
        }
    }

    /** The decayed mean of the vectors that observations were stamped with. */
    record Decayed(Signal signal, Duration halfLife) implements Store<DecayedVector> {
        @Override
        public DecayedVector create() {
            return VectorSpace.empty();
        }

        @Override
        public boolean update(DecayedVector state, Observation observation) {
            float[] vector = observation.vector();
            if (observation.signal() != signal || vector == null) {
                return false;
            }
            state.add(vector, observation.time(), halfLife);
            return true;
        }

        @Override
        public void merge(DecayedVector state, DecayedVector other) {
            state.merge(other, halfLife);
        }

        @Override
        public Codec<DecayedVector> codec() {
            return VectorSpace.CODEC;
        }
    }

    /** Counts of all signals in the session that goes on. */
    record Session() implements Store<SessionCounts> {
        @Override
        public SessionCounts create() {
            return new SessionCounts(Signal.COUNT);
        }

        @Override
        public boolean update(SessionCounts state, Observation observation) {
            state.add(observation.time(), observation.signal().ordinal());
            return true;
        }

        @Override
        public void merge(SessionCounts state, SessionCounts other) {
            state.merge(other);
        }

        @Override
        public Codec<SessionCounts> codec() {
            return SessionCounts.codec(Signal.COUNT);
        }
    }
}
