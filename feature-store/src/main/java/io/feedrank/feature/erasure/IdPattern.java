package io.feedrank.feature.erasure;

import java.nio.charset.StandardCharsets;

/**
 * Finds an id in bytes of any form: text, protobuf, Java's and Flink's strings, Parquet. An id that
 * is only a part of a longer one does not count: either a length that fits stands before it, as in
 * protobuf and Java's strings, or no character of an id stands on either side.
 */
public final class IdPattern {
    private final byte[] id;

    /** Looks for {@code id}, in UTF-8. */
    public IdPattern(String id) {
        this.id = id.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes from the beginning of a hit to what stands behind it. */
    public int span() {
        return id.length + 1;
    }

    /** How often the id stands in all of {@code bytes}. */
    public int count(byte[] bytes) {
        return count(bytes, 0, bytes.length, bytes.length);
    }

    /**
     * How often it begins from {@code from} on and before {@code to}, in the first {@code length}
     * bytes: so that a file can be looked through in parts.
     */
    public int count(byte[] bytes, int from, int to, int length) {
        int hits = 0;
        int last = Math.min(to, length - id.length + 1);
        for (int at = from; at < last; at++) {
            if (bytes[at] == id[0] && matches(bytes, at) && whole(bytes, at, length)) {
                hits++;
            }
        }
        return hits;
    }

    private boolean matches(byte[] bytes, int at) {
        for (int i = 1; i < id.length; i++) {
            if (bytes[at + i] != id[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean whole(byte[] bytes, int at, int length) {
        int before = at == 0 ? 0 : bytes[at - 1] & 0xFF;
        if (at > 0 && before == (id.length & 0xFF)) {
            return true;
        }
        int end = at + id.length;
        return !ofAnId(before) && (end == length || !ofAnId(bytes[end] & 0xFF));
    }

    private static boolean ofAnId(int character) {
        return character == '-'
                || character == '_'
                || (character < 0x80 && Character.isLetterOrDigit(character));
    }
}
