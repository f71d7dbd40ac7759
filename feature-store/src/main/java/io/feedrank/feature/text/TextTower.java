package io.feedrank.feature.text;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.VectorSpace;
import org.jspecify.annotations.Nullable;

/**
 * Gives a post a vector from its text, before anyone read it: a sum of the embeddings of its hashed
 * features, then a dense layer, scaled to unit length. Immutable and thread-safe; a call takes
 * microseconds.
 */
public final class TextTower {
    private final Identity identity;
    private final Embedding embedding;
    private final DenseLayer layer;
    private final TextEncoder encoder;

    /**
     * What it is.
     *
     * @param version the model's version
     * @param space of the vectors that it gives, and that it was trained on
     * @param worthReaders how many readers the text weighs as much as, when both are known
     */
    public record Identity(String version, String space, float worthReaders) {
        public Identity {
            if (version.isBlank() || space.isBlank()) {
                throw FeedrankException.badInput(
                        "tower: got version '" + version + "' and space '" + space + "'");
            }
            if (!(worthReaders > 0 && worthReaders <= 1_000)) {
                throw FeedrankException.badInput(
                        "worth_readers: got "
                                + worthReaders
                                + ", expected more than 0, up to 1000");
            }
        }
    }

    /**
     * A tower of these parts.
     *
     * @throws FeedrankException BAD_INPUT when they don't fit each other
     */
    public TextTower(Identity identity, Embedding embedding, DenseLayer layer) {
        if (layer.inputs() != embedding.width() || layer.outputs() != VectorSpace.DIMENSIONS) {
            throw FeedrankException.badInput(
                    "tower: got a layer from "
                            + layer.inputs()
                            + " to "
                            + layer.outputs()
                            + ", expected from "
                            + embedding.width()
                            + " to "
                            + VectorSpace.DIMENSIONS);
        }
        this.identity = identity;
        this.embedding = embedding;
        this.layer = layer;
        this.encoder = new TextEncoder(embedding.buckets());
    }

    public Identity identity() {
        return identity;
    }

    /** The same weights under another name. */
    public TextTower named(Identity other) {
        return new TextTower(other, embedding, layer);
    }

    Embedding embedding() {
        return embedding;
    }

    DenseLayer layer() {
        return layer;
    }

    /**
     * The vector of a text: {@code float[64]}, unit length; null when the title has no word, or
     * none that training met.
     */
    public float @Nullable [] vector(String title, String language, String topic) {
        return vector(encoder.encode(title, language, topic));
    }

    /** The same of features that an encoder with as many buckets found. */
    public float @Nullable [] vector(TextFeatures features) {
        float[] sum = new float[embedding.width()];
        if (!embedding.sum(features, sum)) {
            return null;
        }
        float[] vector = new float[layer.outputs()];
        layer.addTo(vector, sum);
        return unit(vector);
    }

    /**
     * A post's vector from both: the text as if it were {@code worthReaders} readers more.
     *
     * @param text unit vector, as is the readers'
     * @param readers vector of those who read it, null when nobody did
     * @param mass their decayed number
     */
    public float[] blended(float[] text, float @Nullable [] readers, float mass) {
        if (readers == null) {
            return text;
        }
        float share = textShare(mass);
        float[] both = new float[text.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = share * text[i] + (1 - share) * readers[i];
        }
        float[] unit = unit(both);
        return unit == null ? readers : unit;
    }

    /** The weight of the text beside so many readers, 0 to 1. */
    public float textShare(float mass) {
        return identity.worthReaders() / (identity.worthReaders() + Math.max(0, mass));
    }

    private static float @Nullable [] unit(float[] vector) {
        double square = 0;
        for (float component : vector) {
            square += (double) component * component;
        }
        if (!(square > 1e-12 && square < Double.POSITIVE_INFINITY)) {
            return null;
        }
        float scale = (float) (1 / Math.sqrt(square));
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] * scale;
        }
        return unit;
    }
}
