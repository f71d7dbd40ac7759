package io.feedrank.ranking.pipeline.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.proto.v1.PostEmbedding;
import io.feedrank.ranking.index.ExactVectorIndex;
import io.feedrank.ranking.index.VectorIndex;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchApplierTest {
    private final LiveIndex index = new LiveIndex(ExactVectorIndex::new, Clock.systemUTC());
    private final List<String> reasons = new ArrayList<>();
    private final BatchApplier applier =
            new BatchApplier((record, reason) -> reasons.add(record.offset() + ": " + reason));

    @Test
    void a_stray_vector_decides_neither_the_dimensions_of_a_new_space_nor_ousts_a_good_one() {
        applier.apply(
                List.of(
                        record(0, "p1", 3),
                        record(1, "p1", 2),
                        record(2, "p2", 2),
                        record(3, "p1", 5)),
                index);

        assertThat(index.size()).isEqualTo(2);
        VectorIndex space = Objects.requireNonNull(index.ready("v1"));
        assertThat(space.dimensions()).isEqualTo(2);
        assertThat(space.vector("p1")).isNotNull();
        assertThat(reasons)
                .containsExactly(
                        "0: vector: got 3 dimensions, expected 2 of space v1",
                        "3: vector: got 5 dimensions, expected 2 of space v1");
    }

    @Test
    void of_a_post_the_last_usable_record_counts() {
        applier.apply(List.of(record(0, "p1", 2)), index);
        applier.apply(List.of(new ConsumerRecord<>("t", 0, 1, key("p1"), null)), index);
        assertThat(index.size()).isZero();

        applier.apply(List.of(record(2, "p1", 2), record(3, "p1", 4)), index);
        assertThat(index.size()).isOne();
        assertThat(reasons).containsExactly("3: vector: got 4 dimensions, expected 2 of space v1");
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String postId, int size) {
        PostEmbedding.Builder embedding = PostEmbedding.newBuilder().setSpace("v1").addVector(1);
        for (int i = 1; i < size; i++) {
            embedding.addVector(0);
        }
        return new ConsumerRecord<>("t", 0, offset, key(postId), embedding.build().toByteArray());
    }

    private static byte[] key(String postId) {
        return postId.getBytes(StandardCharsets.UTF_8);
    }
}
