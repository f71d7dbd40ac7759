package io.feedrank.ranking.index;

final class ExactVectorIndexTest extends VectorIndexContract {
    @Override
    VectorIndex create(int dimensions) {
        return new ExactVectorIndex(dimensions);
    }

    @Override
    void settle(VectorIndex index) {}
}
