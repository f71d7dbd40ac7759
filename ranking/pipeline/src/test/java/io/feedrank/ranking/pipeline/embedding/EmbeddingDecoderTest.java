package io.feedrank.ranking.pipeline.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.PostEmbedding;
import io.feedrank.ranking.index.Attributes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EmbeddingDecoderTest {
    private static final byte[] KEY = "p1".getBytes(StandardCharsets.UTF_8);

    @Test
    void a_vector_is_read_by_its_key_with_what_is_known_of_the_post() {
        PostUpdate.Vector update = (PostUpdate.Vector) EmbeddingDecoder.decode(KEY, full());
        assertThat(update.postId()).isEqualTo("p1");
        assertThat(update.space()).isEqualTo("reader-v1");
        assertThat(update.vector()).containsExactly(0.6f, 0.8f);
        assertThat(update.attributes())
                .isEqualTo(
                        new Attributes(
                                "da",
                                "sport",
                                "A1",
                                Instant.ofEpochSecond(100),
                                Instant.ofEpochSecond(200)));
    }

    @Test
    void a_record_of_before_there_were_attributes_is_never_too_old_and_never_expires() {
        PostUpdate.Vector update =
                (PostUpdate.Vector)
                        EmbeddingDecoder.decode(KEY, embedding(VectorSpace.NAME, 0.6f, 0.8f));
        assertThat(update.attributes())
                .isEqualTo(Attributes.NONE.lasting(Attributes.NEVER, Attributes.NEVER));
    }

    @Test
    void no_value_is_a_deletion() {
        assertThat(EmbeddingDecoder.decode(KEY, null)).isEqualTo(new PostUpdate.Gone("p1"));
    }

    @Test
    void what_cannot_be_read_is_refused_with_the_reason() {
        assertRefused(null, null, "key: missing");
        assertRefused(KEY, new byte[] {-1, -1}, "no protobuf PostEmbedding");
        assertRefused(KEY, embedding("", 1, 0), "space: got '', expected a name");
        assertRefused(KEY, embedding(VectorSpace.NAME), "got 0 dimensions, expected 1 to 4096");
        assertRefused(KEY, embedding(VectorSpace.NAME, 0, 0), "length^2 0.0");
        assertRefused(KEY, embedding(VectorSpace.NAME, Float.NaN, 0), "length^2 NaN");
        assertRefused(KEY, embedding(VectorSpace.NAME, Float.NEGATIVE_INFINITY, 0), "length^2 Inf");
    }

    private static void assertRefused(byte[] key, byte[] value, String reason) {
        assertThatThrownBy(() -> EmbeddingDecoder.decode(key, value))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] full() {
        return PostEmbedding.newBuilder()
                .setPostId("p1")
                .setSpace("reader-v1")
                .addVector(0.6f)
                .addVector(0.8f)
                .setLanguage("DA")
                .setTopic("Sport")
                .setAuthorId("A1")
                .setCreatedAtMs(100_000)
                .setExpiresAtMs(200_000)
                .build()
                .toByteArray();
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
