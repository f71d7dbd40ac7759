package io.feedrank.ranking.function;

import io.feedrank.ranking.index.VectorIndexes;
import io.feedrank.ranking.pipeline.embedding.EmbeddingsConfig;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.LocalPostVectors;
import io.feedrank.ranking.pipeline.embedding.PostEmbeddingsConsumer;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All of the index in this process. */
final class LocalIndex implements IndexAccess {
    private final LiveIndex index;
    private final LocalPostVectors vectors;
    private final PostEmbeddingsConsumer embeddings;

    private LocalIndex(LiveIndex index, PostEmbeddingsConsumer embeddings) {
        this.index = index;
        this.vectors = new LocalPostVectors(index);
        this.embeddings = embeddings;
    }

    /** An index that fills itself from now on. */
    static LocalIndex start(
            EmbeddingsConfig config,
            Clock clock,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> rejected) {
        LiveIndex index = new LiveIndex(VectorIndexes::serving, clock);
        PostEmbeddingsConsumer embeddings = new PostEmbeddingsConsumer(config, index, rejected);
        embeddings.start();
        return new LocalIndex(index, embeddings);
    }

    @Override
    public PostVectors vectors() {
        return vectors;
    }

    @Override
    public boolean ready() {
        return embeddings.caughtUp();
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public String describe() {
        return "\"index\":\"local\",\"index_caught_up\":%b,\"index_began_with\":\"%s\",\"space\":\"%s\""
                .formatted(
                        embeddings.caughtUp(),
                        quoted(embeddings.beganWith()),
                        quoted(index.spaces().serving()));
    }

    private static String quoted(String text) {
        return text.replaceAll("[^ -~]|[\"\\\\]", "'");
    }

    @Override
    public void close() {
        embeddings.close();
        index.close();
    }
}
