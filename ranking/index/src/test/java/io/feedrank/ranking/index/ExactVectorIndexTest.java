package io.feedrank.ranking.index;

final class ExactVectorIndexTest extends VectorIndexContract {
    @Override
    VectorIndex open(int dimensions) {
        return new ExactVectorIndex(dimensions);
    }
}
