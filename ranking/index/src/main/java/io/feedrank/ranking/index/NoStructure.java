package io.feedrank.ranking.index;

/** Of an engine that needs nothing beside the store. */
final class NoStructure implements Structure {
    @Override
    public void added(int slot) {}

    @Override
    public boolean removed(int slot) {
        return false;
    }

    @Override
    public boolean isDue() {
        return false;
    }

    @Override
    public void rebuild(Object lock) {}

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public int rebuilds() {
        return 0;
    }
}
