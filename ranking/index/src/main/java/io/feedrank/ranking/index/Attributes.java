package io.feedrank.ranking.index;

import java.time.Instant;

/**
 * What an index knows of a vector beside its direction, so that a search can leave out what would
 * be thrown away later.
 *
 * @param language empty when unknown
 * @param topic empty when unknown
 * @param author empty when unknown
 * @param createdAt kept to the second; {@link Instant#EPOCH} when unknown
 * @param expiresAt kept to the second; {@link #NEVER} when it doesn't expire
 */
public record Attributes(
        String language, String topic, String author, Instant createdAt, Instant expiresAt) {
    /** Later than anything that an index is asked about. */
    public static final Instant NEVER = Instant.ofEpochSecond(Integer.MAX_VALUE);

    /** Nothing is known. */
    public static final Attributes NONE = new Attributes("", "", "", Instant.EPOCH, NEVER);

    /** The same with other texts. */
    public Attributes described(String newLanguage, String newTopic, String newAuthor) {
        return new Attributes(newLanguage, newTopic, newAuthor, createdAt, expiresAt);
    }

    /** The same with other times. */
    public Attributes lasting(Instant created, Instant expires) {
        return new Attributes(language, topic, author, created, expires);
    }

    /** Seconds as a column holds them: what lies outside its range is moved to its end. */
    static int seconds(Instant instant) {
        return (int)
                Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, instant.getEpochSecond()));
    }
}
