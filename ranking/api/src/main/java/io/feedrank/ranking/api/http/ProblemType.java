package io.feedrank.ranking.api.http;

import java.util.Locale;

/** The kinds of failure that a caller can tell apart. */
public enum ProblemType {
    BAD_INPUT(400, "The request is not valid"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This path takes another method"),
    GONE(410, "It has expired"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "This content type is not understood"),
    INTERNAL(500, "A defect of the platform"),
    UNAVAILABLE(503, "A server behind the API does not answer"),
    OVERLOADED(503, "Too many requests are under way"),
    TIMEOUT(504, "A server behind the API took too long");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Its {@code type} member: {@code urn:feedrank:problem:bad-input}. */
    public String uri() {
        return "urn:feedrank:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Seconds after which a retry may help, 0 when none will. */
    public int retryAfterSeconds() {
        return status == 503 || status == 504 ? 1 : 0;
    }
}
