package io.feedrank.ranking.pipeline.embedding;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.PostEmbedding;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Records of {@code post-embeddings} to changes of an index. */
final class EmbeddingDecoder {
    /**
     * A change of one post.
     *
     * @param vector null when it was deleted
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Update(String postId, float @Nullable [] vector) {}

    private final int dimensions;

    EmbeddingDecoder(int dimensions) {
        this.dimensions = dimensions;
    }

    /**
     * Decodes a record.
     *
     * @throws FeedrankException BAD_INPUT saying what is wrong with it
     */
    Update decode(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || key.length == 0) {
            throw FeedrankException.badInput("key: missing, expected a post id");
        }
        String postId = new String(key, StandardCharsets.UTF_8);
        return new Update(postId, value == null ? null : vector(value));
    }

    private float[] vector(byte[] value) {
        PostEmbedding embedding;
        try {
            embedding = PostEmbedding.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw FeedrankException.badInput("value: no protobuf PostEmbedding: " + e.getMessage());
        }
        if (!embedding.getSpace().equals(VectorSpace.NAME)) {
            throw FeedrankException.badInput(
                    "space: got '" + embedding.getSpace() + "', expected " + VectorSpace.NAME);
        }
        if (embedding.getVectorCount() != dimensions) {
            throw FeedrankException.badInput(
                    "vector: got "
                            + embedding.getVectorCount()
                            + " dimensions, expected "
                            + dimensions);
        }
        float[] vector = new float[dimensions];
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = embedding.getVector(i);
            square += (double) vector[i] * vector[i];
        }
        if (!(square > 1e-12 && square < Double.POSITIVE_INFINITY)) {
            throw FeedrankException.badInput("vector: got length^2 " + square + ", expected 1");
        }
        return vector;
    }
}
