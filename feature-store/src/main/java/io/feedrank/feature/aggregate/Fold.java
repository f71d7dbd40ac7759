package io.feedrank.feature.aggregate;

/** How values that fall into one tile, or into one window, become one; the order never matters. */
public enum Fold {
    SUM(0) {
        @Override
        public long apply(long a, long b) {
            return Math.addExact(a, b);
        }
    },
    MIN(Long.MAX_VALUE) {
        @Override
        public long apply(long a, long b) {
            return Math.min(a, b);
        }
    },
    MAX(Long.MIN_VALUE) {
        @Override
        public long apply(long a, long b) {
            return Math.max(a, b);
        }
    };

    private final long nothing;

    Fold(long nothing) {
        this.nothing = nothing;
    }

    /** The fold of two values. */
    public abstract long apply(long a, long b);

    /** The fold of no value. */
    public long nothing() {
        return nothing;
    }
}
