package io.feedrank.ranking.pipeline.embedding;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.proto.v1.PostEmbedding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What readers alone say of the posts in whose published vector the text has a part; all other
 * published vectors are of readers alone. Thread-safe.
 */
final class ReaderParts {
    private static final float[] NOBODY = {};

    private final Map<String, Part> parts = new ConcurrentHashMap<>();

    /**
     * What readers say of one post.
     *
     * @param vector {@link #NOBODY} when nobody read it
     * @param expiresAtMs 0 when it doesn't
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(String space, float[] vector, long expiresAtMs) {
        boolean expired(Instant now) {
            return expiresAtMs != 0 && expiresAtMs <= now.toEpochMilli();
        }
    }

    /** Takes in a record of {@code post-embeddings}; one that can't be read says nothing. */
    void take(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null) {
            return;
        }
        String postId = new String(key, StandardCharsets.UTF_8);
        PostEmbedding embedding = value == null ? null : parsed(value);
        if (embedding == null || embedding.getTextTower().isEmpty()) {
            parts.remove(postId);
            return;
        }
        float[] part = new float[embedding.getReaderVectorCount()];
        for (int i = 0; i < part.length; i++) {
            part[i] = embedding.getReaderVector(i);
        }
        parts.put(
                postId,
                new Part(
                        embedding.getSpace(),
                        part.length == 0 ? NOBODY : part,
                        embedding.getExpiresAtMs()));
    }

    /** Forgets posts that have expired: the index has let go of them as well. */
    void sweep(Instant now) {
        parts.values().removeIf(part -> part.expired(now));
    }

    /**
     * Published vectors without the text's part; posts that nobody read are left out. One whose
     * part is of another space, as while posts move, stays as published.
     *
     * @param space of the published vectors
     */
    Map<String, float[]> of(String space, Map<String, float[]> published) {
        Map<String, float[]> alone = new HashMap<>(published);
        for (String postId : published.keySet()) {
            Part part = parts.get(postId);
            if (part == null || !part.space().equals(space)) {
                continue;
            }
            if (part.vector() == NOBODY) {
                alone.remove(postId);
            } else {
                alone.put(postId, part.vector());
            }
        }
        return alone;
    }

    /** Posts in whose vector the text has a part. */
    int size() {
        return parts.size();
    }

    private static @Nullable PostEmbedding parsed(byte[] value) {
        try {
            return PostEmbedding.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
