package io.feedrank.ranking.pipeline.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.PostEmbedding;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EmbeddingDecoderTest {
    private static final byte[] KEY = "p1".getBytes(StandardCharsets.UTF_8);

    private final EmbeddingDecoder decoder = new EmbeddingDecoder(2);

    @Test
    void a_vector_is_read_by_its_key() {
        EmbeddingDecoder.Update update =
                decoder.decode(KEY, embedding(VectorSpace.NAME, 0.6f, 0.8f));
        assertThat(update.postId()).isEqualTo("p1");
        assertThat(update.vector()).containsExactly(0.6f, 0.8f);
    }

    @Test
    void no_value_is_a_deletion() {
        assertThat(decoder.decode(KEY, null).vector()).isNull();
    }

    @Test
    void what_cannot_be_read_is_refused_with_the_reason() {
        assertThatThrownBy(() -> decoder.decode(null, null)).hasMessageContaining("key: missing");
        assertThatThrownBy(() -> decoder.decode(KEY, new byte[] {-1, -1}))
                .hasMessageContaining("no protobuf PostEmbedding");
        assertThatThrownBy(() -> decoder.decode(KEY, embedding("other-v9", 1, 0)))
                .hasMessageContaining("space: got 'other-v9', expected reader-v1");
        assertThatThrownBy(() -> decoder.decode(KEY, embedding(VectorSpace.NAME, 1)))
                .hasMessageContaining("got 1 dimensions, expected 2");
        assertThatThrownBy(() -> decoder.decode(KEY, embedding(VectorSpace.NAME, 0, 0)))
                .hasMessageContaining("length^2");
        assertThatThrownBy(() -> decoder.decode(KEY, embedding(VectorSpace.NAME, Float.NaN, 0)))
                .hasMessageContaining("length^2 NaN");
    }

    private static byte[] embedding(String space, float... vector) {
        PostEmbedding.Builder embedding =
                PostEmbedding.newBuilder().setPostId("p1").setSpace(space);
        for (float component : vector) {
            embedding.addVector(component);
        }
        return embedding.build().toByteArray();
    }
}
