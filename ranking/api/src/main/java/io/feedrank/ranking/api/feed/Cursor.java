package io.feedrank.ranking.api.feed;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the next page of a served snapshot begins. Opaque to callers. */
public record Cursor(String requestId, int offset) {
    /** No snapshot holds more items. */
    private static final int MOST_ITEMS = 200;

    private static final String VERSION = "1";
    private static final char SEPARATOR = ':';

    /** Its text for a URL. */
    public String encode() {
        String text = VERSION + SEPARATOR + offset + SEPARATOR + requestId;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @throws FeedrankException BAD_INPUT when it is anything else
     */
    public static Cursor decode(String encoded) {
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            String[] parts = text.split(String.valueOf(SEPARATOR), 3);
            if (parts.length == 3 && parts[0].equals(VERSION)) {
                Cursor cursor = new Cursor(parts[2], Integer.parseInt(parts[1]));
                if (cursor.isPossible()) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException e) {
            throw bad();
        }
        throw bad();
    }

    private boolean isPossible() {
        return offset > 0
                && offset < MOST_ITEMS
                && !requestId.isEmpty()
                && requestId.length() <= Event.MAX_ID_LENGTH;
    }

    private static FeedrankException bad() {
        return FeedrankException.badInput(
                "cursor: got a value that no answer held, expected the next_cursor of the page before, unchanged");
    }
}
