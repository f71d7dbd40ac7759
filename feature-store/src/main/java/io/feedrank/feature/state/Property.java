package io.feedrank.feature.state;

/** The text of an observation that an aggregation collects. */
public enum Property {
    USER,
    POST,
    TOPIC,
    AUTHOR;

    /** Its value; empty when the observation has none. */
    public String of(Observation.Subject subject) {
        return switch (this) {
            case USER -> subject.userId();
            case POST -> subject.postId();
            case TOPIC -> subject.topic();
            case AUTHOR -> subject.authorId();
        };
    }
}
