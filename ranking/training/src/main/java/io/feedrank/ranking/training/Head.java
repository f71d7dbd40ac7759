package io.feedrank.ranking.training;

import java.util.Locale;

/** What the model predicts: one probability each. */
public enum Head {
    /** The reader clicked. */
    CLICK(1.0),
    /** The reader stayed for at least half a minute. */
    DWELL(0.3),
    /** The reader liked it. */
    LIKE(0.3),
    /** The reader hid it. */
    HIDE(-0.5);

    /** A stay that counts. */
    static final long DWELL_MS = 30_000;

    private final double weight;

    Head(double weight) {
        this.weight = weight;
    }

    /** Name of the output in the saved model and the manifest. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A bit of its own, to keep all that was done with a post in a byte. */
    public byte flag() {
        return (byte) (1 << ordinal());
    }

    /** Whether it was done. */
    public boolean isIn(byte flags) {
        return (flags & flag()) != 0;
    }

    /** Factor in the score, where there were examples enough to learn from. */
    public double weight() {
        return weight;
    }
}
