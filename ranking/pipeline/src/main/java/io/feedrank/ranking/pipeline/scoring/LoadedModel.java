package io.feedrank.ranking.pipeline.scoring;

/** A model in memory, or what stands before one. Closing it twice does nothing more. */
interface LoadedModel extends Scorer, AutoCloseable {
    @Override
    void close();
}
