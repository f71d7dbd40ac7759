package io.feedrank.feature.text;

import io.feedrank.feature.config.FeedrankException;
import java.util.List;

/**
 * Turns a title with its language and topic into hashed features: words, pairs of neighbouring
 * words, parts of words of {@value #SHORTEST_PART} to {@value #LONGEST_PART} characters (which
 * compounds and inflections share), and the attributes. A second bit of the hash is the sign, so
 * that collisions cancel out on average (Weinberger et al. 2009). Each kind has a length of its own
 * as a vector, however many there are of it. Immutable.
 */
public final class TextEncoder {
    /** Names what this class does to a text; a change of it needs another name. */
    public static final String ENCODING = "words-v1";

    /** What is beyond is not looked at; the captured row keeps as much. */
    public static final int LONGEST_TITLE = 300;

    private static final int SHORTEST_PART = 3;
    private static final int LONGEST_PART = 5;
    private static final float PAIR_LENGTH = 0.25f;
    private static final float ATTRIBUTE_LENGTH = 3;
    private static final char EDGE = '_';

    private final int mask;

    /**
     * @param buckets a power of two
     */
    public TextEncoder(int buckets) {
        if (Integer.bitCount(buckets) != 1) {
            throw FeedrankException.badInput("buckets: got " + buckets + ", expected a power of 2");
        }
        this.mask = buckets - 1;
    }

    /**
     * The features of a post; none when its title has no word.
     *
     * @param language empty when unknown, as is the topic
     */
    public TextFeatures encode(String title, String language, String topic) {
        TextFeatures features = new TextFeatures();
        List<String> words = Words.of(title.substring(0, Math.min(LONGEST_TITLE, title.length())));
        if (words.isEmpty()) {
            return features;
        }
        for (String word : words) {
            add(features, hash('w', word, 0, word.length()));
        }
        normalise(features, 0, 1);
        int pairs = features.size();
        String before = "";
        for (String word : words) {
            add(features, hash(hash('p', before, 0, before.length()), word, 0, word.length()));
            before = word;
        }
        normalise(features, pairs, PAIR_LENGTH);
        int parts = features.size();
        for (String word : words) {
            parts(features, EDGE + word + EDGE);
        }
        normalise(features, parts, 1);
        int attributes = features.size();
        attribute(features, 'l', language);
        attribute(features, 't', topic);
        attribute(features, 'b', language.isEmpty() ? "" : topic + EDGE + language);
        normalise(features, attributes, ATTRIBUTE_LENGTH);
        return features;
    }

    private void parts(TextFeatures features, String word) {
        for (int length = SHORTEST_PART; length <= LONGEST_PART; length++) {
            for (int start = 0; start + length <= word.length(); start++) {
                add(features, hash('g', word, start, start + length));
            }
        }
    }

    private void attribute(TextFeatures features, char kind, String value) {
        if (!value.isEmpty()) {
            add(features, hash(kind, value, 0, value.length()));
        }
    }

    private void add(TextFeatures features, long hash) {
        long mixed = mixed(hash);
        features.add((int) mixed & mask, mixed < 0 ? -1 : 1);
    }

    private static void normalise(TextFeatures features, int first, float length) {
        int count = features.size() - first;
        if (count > 0) {
            features.scale(first, length / (float) Math.sqrt(count));
        }
    }

    /** FNV-1a over characters. */
    private static long hash(long start, String text, int from, int to) {
        long hash = (0xcbf29ce484222325L ^ start) * 0x100000001b3L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finisher of SplitMix64 (Steele et al. 2014). */
    private static long mixed(long hash) {
        long mixed = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
