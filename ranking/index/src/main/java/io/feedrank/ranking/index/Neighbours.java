package io.feedrank.ranking.index;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** What a search found, in two arrays: an element is made when it is asked for. Never changed. */
final class Neighbours extends AbstractList<Neighbour> implements RandomAccess {
    private final String[] ids;
    private final float[] similarities;
    private final int size;

    /** The first {@code size} of these, which are kept and must not change any more. */
    Neighbours(String[] ids, float[] similarities, int size) {
        this.ids = ids;
        this.similarities = similarities;
        this.size = size;
    }

    @Override
    public Neighbour get(int index) {
        Objects.checkIndex(index, size);
        return new Neighbour(ids[index], similarities[index]);
    }

    @Override
    public int size() {
        return size;
    }
}
