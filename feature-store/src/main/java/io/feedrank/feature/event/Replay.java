package io.feedrank.feature.event;

import io.feedrank.feature.config.FeedrankException;

/**
 * Says of a record that it is a dead letter sent once more. Only the consumer that set it aside
 * takes it, since the others may have taken the event the first time; and each letter is taken
 * once, however often it is sent. Its header's text is {@code <consumer> <letter>}.
 *
 * @param consumer whom it is for; empty: all, when the letter does not say who set it aside
 * @param letter position of the letter, {@code topic/partition/offset}
 */
public record Replay(String consumer, String letter) {
    public Replay {
        if (consumer.contains(" ") || letter.isEmpty()) {
            throw FeedrankException.badInput(
                    DeadLetterHeaders.REPLAY
                            + ": got consumer '"
                            + consumer
                            + "' and letter '"
                            + letter
                            + "', expected a name without spaces and topic/partition/offset");
        }
    }

    /**
     * Reads the header.
     *
     * @throws FeedrankException BAD_INPUT when it is no such text
     */
    public static Replay parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw FeedrankException.badInput(
                    DeadLetterHeaders.REPLAY
                            + ": got '"
                            + text
                            + "', expected '<consumer> <topic>/<partition>/<offset>'");
        }
        return new Replay(text.substring(0, space), text.substring(space + 1));
    }

    /** Whether {@code name} is to take it. */
    public boolean isFor(String name) {
        return consumer.isEmpty() || consumer.equals(name);
    }

    /** The header's text. */
    @Override
    public String toString() {
        return consumer + ' ' + letter;
    }
}
