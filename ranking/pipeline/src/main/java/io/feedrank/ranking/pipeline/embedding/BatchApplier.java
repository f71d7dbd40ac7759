package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.FeedrankException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records of {@code post-embeddings} into an index, and hands on what cannot be taken in. */
final class BatchApplier {
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> rejected;

    /**
     * An applier.
     *
     * @param rejected takes records that cannot be used, with the reason
     */
    BatchApplier(BiConsumer<ConsumerRecord<byte[], byte[]>, String> rejected) {
        this.rejected = rejected;
    }

    /** Only the last usable record of a post in a batch counts. */
    void apply(Iterable<ConsumerRecord<byte[], byte[]>> records, LiveIndex index) {
        Map<String, ConsumerRecord<byte[], byte[]>> last = new LinkedHashMap<>();
        Map<String, PostUpdate> updates = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                PostUpdate update = EmbeddingDecoder.decode(record.key(), record.value());
                index.check(update);
                updates.put(update.postId(), update);
                last.put(update.postId(), record);
            } catch (FeedrankException e) {
                rejected.accept(record, String.valueOf(e.getMessage()));
            }
        }
        updates.forEach(
                (postId, update) -> {
                    try {
                        index.apply(update);
                    } catch (FeedrankException | IllegalArgumentException e) {
                        ConsumerRecord<byte[], byte[]> record = last.get(postId);
                        if (record != null) {
                            rejected.accept(record, String.valueOf(e.getMessage()));
                        }
                    }
                });
    }
}
