package io.feedrank.ranking.pipeline.embedding;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.proto.v1.PostEmbedding;
import io.feedrank.ranking.index.Attributes;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records of {@code post-embeddings} to changes of an index. */
final class EmbeddingDecoder {
    private static final int MOST_DIMENSIONS = 4_096;
    private static final int LONGEST_SPACE = 100;

    private EmbeddingDecoder() {}

    /**
     * Decodes a record.
     *
     * @throws FeedrankException BAD_INPUT saying what is wrong with it
     */
    static PostUpdate decode(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || key.length == 0) {
            throw FeedrankException.badInput("key: missing, expected a post id");
        }
        String postId = new String(key, StandardCharsets.UTF_8);
        return value == null ? new PostUpdate.Gone(postId) : vector(postId, value);
    }

    private static PostUpdate.Vector vector(String postId, byte[] value) {
        PostEmbedding embedding;
        try {
            embedding = PostEmbedding.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw FeedrankException.badInput("value: no protobuf PostEmbedding: " + e.getMessage());
        }
        String space = embedding.getSpace();
        if (space.isBlank() || space.length() > LONGEST_SPACE) {
            throw FeedrankException.badInput(
                    "space: got '" + space + "', expected a name of 1 to 100 characters");
        }
        int dimensions = embedding.getVectorCount();
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw FeedrankException.badInput(
                    "vector: got " + dimensions + " dimensions, expected 1 to " + MOST_DIMENSIONS);
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
        return new PostUpdate.Vector(postId, space, vector, attributes(embedding));
    }

    private static Attributes attributes(PostEmbedding embedding) {
        return Attributes.NONE
                .described(
                        RetrievalFilter.folded(embedding.getLanguage()),
                        RetrievalFilter.folded(embedding.getTopic()),
                        embedding.getAuthorId())
                .lasting(known(embedding.getCreatedAtMs()), known(embedding.getExpiresAtMs()));
    }

    /** A post of unknown age is never too old: the filter after hydration knows better. */
    private static Instant known(long millis) {
        return millis == 0 ? Attributes.NEVER : Instant.ofEpochMilli(millis);
    }
}
