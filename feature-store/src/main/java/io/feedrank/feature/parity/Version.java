package io.feedrank.feature.parity;

import io.feedrank.proto.v1.EntityVersion;
import io.feedrank.proto.v1.FeatureUpdate;
import java.util.Comparator;

/** Version of a value of the online store. */
record Version(long generation, long sequence) implements Comparable<Version> {
    /** Of a value that nobody wrote. */
    static final Version NOTHING = new Version(0, 0);

    private static final Comparator<Version> ORDER =
            Comparator.comparingLong(Version::generation).thenComparingLong(Version::sequence);

    static Version of(EntityVersion logged) {
        return new Version(logged.getGeneration(), logged.getSequence());
    }

    static Version of(FeatureUpdate update) {
        return new Version(update.getGeneration(), update.getSequence());
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return generation + "." + sequence;
    }
}
