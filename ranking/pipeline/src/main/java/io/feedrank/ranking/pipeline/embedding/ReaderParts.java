package io.feedrank.ranking.pipeline.embedding;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.proto.v1.PostEmbedding;
import java.nio.charset.StandardCharsets;
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

    private final Map<String, float[]> parts = new ConcurrentHashMap<>();

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
        parts.put(postId, part.length == 0 ? NOBODY : part);
    }

    /** Published vectors without the text's part; posts that nobody read are left out. */
    Map<String, float[]> of(Map<String, float[]> published) {
        Map<String, float[]> alone = new HashMap<>(published);
        for (String postId : published.keySet()) {
            float[] part = parts.get(postId);
            if (part == NOBODY) {
                alone.remove(postId);
            } else if (part != null) {
                alone.put(postId, part);
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
