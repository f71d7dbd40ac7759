package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Exponentially decayed sums of one entity, a sum a half-life: {@link DecayedSums} as a value of
 * its own, to be stored and sent. What comes late enters with what would be left of it by now, so
 * that order does not matter beyond rounding: sums of the same events agree within 1e-9 of their
 * size. Mutable, not thread-safe.
 */
public final class FadingSums {
    /** Decay a second of each sum; the same for all entities of a kind. */
    public record Rates(List<Double> aSecond) {
        public Rates {
            aSecond = List.copyOf(aSecond);
        }

        /** Of these half-lives. */
        public static Rates of(Duration... halfLives) {
            return new Rates(List.of(halfLives).stream().map(DecayedSums::rate).toList());
        }
    }

    private final Rates rates;
    private final double[] sums;
    private long second;

    public FadingSums(Rates rates) {
        this.rates = rates;
        this.sums = new double[rates.aSecond().size()];
    }

    /** Adds {@code weight} to all sums, as of {@code at}, seconds of the epoch. */
    public void add(long at, double weight) {
        boolean late = at < second;
        for (int i = 0; i < sums.length; i++) {
            double rate = rates.aSecond().get(i);
            sums[i] =
                    late
                            ? sums[i] + DecayedSums.left(weight, rate, second - at)
                            : DecayedSums.left(sums[i], rate, at - second) + weight;
        }
        second = Math.max(second, at);
    }

    /** Adds all that {@code other}, of the same rates, holds. */
    public void merge(FadingSums other) {
        long newest = Math.max(second, other.second);
        for (int i = 0; i < sums.length; i++) {
            sums[i] = get(i, newest) + other.get(i, newest);
        }
        second = newest;
    }

    /**
     * What is left by {@code now}.
     *
     * @param halfLife which, by its position among those given
     */
    public double get(int halfLife, long now) {
        return DecayedSums.left(
                sums[halfLife], rates.aSecond().get(halfLife), Math.max(0, now - second));
    }

    /** The binary form of sums of these rates: 4 bytes a sum, and the second. */
    public static Codec<FadingSums> codec(Rates rates) {
        return new FadingSumsCodec(rates);
    }

    private record FadingSumsCodec(Rates rates) implements Codec<FadingSums> {
        @Override
        public void write(FadingSums value, DataOutput out) throws IOException {
            Varints.write(out, value.second);
            if (value.second > 0) {
                for (double sum : value.sums) {
                    out.writeFloat((float) sum);
                }
            }
        }

        @Override
        public FadingSums read(DataInput in) throws IOException {
            FadingSums value = new FadingSums(rates);
            value.second = Varints.read(in);
            for (int i = 0; i < value.sums.length && value.second > 0; i++) {
                value.sums[i] = in.readFloat();
            }
            return value;
        }

        @Override
        public FadingSums copy(FadingSums value) {
            FadingSums copy = new FadingSums(rates);
            System.arraycopy(value.sums, 0, copy.sums, 0, copy.sums.length);
            copy.second = value.second;
            return copy;
        }
    }
}
