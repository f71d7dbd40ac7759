package io.feedrank.feature.state;

import java.util.Locale;

/** What a feature is about: one thing, or a user crossed with a thing. */
public enum Entity {
    POST(1),
    AUTHOR(1),
    TOPIC(1),
    USER(1),
    SESSION(1),
    USER_AUTHOR(64),
    USER_TOPIC(64),
    USER_POST(400);

    private final int most;

    Entity(int most) {
        this.most = most;
    }

    /** True when its values live with the user: their key is the user's id. */
    public boolean ofUser() {
        return ordinal() >= USER.ordinal();
    }

    /** True when one user has many of it; those met last by event time are kept. */
    public boolean crossed() {
        return most > 1;
    }

    /** Most that are kept of one user. */
    public int most() {
        return most;
    }

    /** The key under which {@code observation} counts; empty when it is of no such entity. */
    public String keyOf(Observation observation) {
        return switch (this) {
            case POST -> observation.postId();
            case AUTHOR -> observation.authorId();
            case TOPIC -> observation.topic();
            case USER, SESSION, USER_AUTHOR, USER_TOPIC, USER_POST -> observation.userId();
        };
    }

    /** Of the things crossed with a user, the one that an observation or candidate is of. */
    public String crossKey(String postId, String topic, String authorId) {
        return switch (this) {
            case USER_POST -> postId;
            case USER_TOPIC -> topic;
            case USER_AUTHOR -> authorId;
            case POST, AUTHOR, TOPIC, USER, SESSION -> "";
        };
    }

    /** As people write it: {@code user_topic}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
