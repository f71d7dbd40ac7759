package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.FeedrankException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records of {@code post-embeddings} into an index, and hands on what cannot be taken in. */
final class BatchApplier {
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> rejected;

    private record Decoded(ConsumerRecord<byte[], byte[]> record, PostUpdate update) {}

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
        List<Decoded> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                all.add(new Decoded(record, EmbeddingDecoder.decode(record.key(), record.value())));
            } catch (FeedrankException e) {
                rejected.accept(record, String.valueOf(e.getMessage()));
            }
        }
        Map<String, Integer> dimensions = ofNewSpaces(all, index);
        Map<String, Decoded> last = new LinkedHashMap<>();
        for (Decoded decoded : all) {
            try {
                check(decoded.update(), dimensions);
                index.check(decoded.update());
                last.put(decoded.update().postId(), decoded);
            } catch (FeedrankException e) {
                rejected.accept(decoded.record(), String.valueOf(e.getMessage()));
            }
        }
        for (Decoded decoded : last.values()) {
            try {
                index.apply(decoded.update());
            } catch (FeedrankException | IllegalArgumentException e) {
                rejected.accept(decoded.record(), String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * The dimensions of spaces that the index doesn't know yet: those that most vectors in the
     * batch have, so that a stray one does not decide for all that follow.
     */
    private static Map<String, Integer> ofNewSpaces(List<Decoded> all, LiveIndex index) {
        Map<String, Map<Integer, Integer>> counts = new HashMap<>();
        for (Decoded decoded : all) {
            if (decoded.update() instanceof PostUpdate.Vector vector
                    && !index.indexes().containsKey(vector.space())) {
                counts.computeIfAbsent(vector.space(), space -> new LinkedHashMap<>())
                        .merge(vector.vector().length, 1, Integer::sum);
            }
        }
        Map<String, Integer> dimensions = new HashMap<>();
        counts.forEach(
                (space, byDimensions) -> {
                    int most = 0;
                    for (Map.Entry<Integer, Integer> entry : byDimensions.entrySet()) {
                        if (entry.getValue() > most) {
                            most = entry.getValue();
                            dimensions.put(space, entry.getKey());
                        }
                    }
                });
        return dimensions;
    }

    private static void check(PostUpdate update, Map<String, Integer> dimensions) {
        if (update instanceof PostUpdate.Vector vector) {
            int expected = dimensions.getOrDefault(vector.space(), vector.vector().length);
            if (vector.vector().length != expected) {
                throw LiveIndex.wrongDimensions(vector, expected);
            }
        }
    }
}
