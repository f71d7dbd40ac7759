package io.feedrank.ranking.training.impression;

/**
 * A feature before it is set in relation to the list.
 *
 * @param kind whether it differs between the posts of one impression
 */
record Column(String name, Kind kind) {
    enum Kind {
        /** Differs by post: taken as it is and relative to the list. */
        POST,
        /** The same for all posts of an impression: taken as it is. */
        CONTEXT,
        /** Differs by post, but relative by itself, or a flag: taken as it is. */
        PLAIN
    }

    static Column post(String name) {
        return new Column(name, Kind.POST);
    }

    static Column context(String name) {
        return new Column(name, Kind.CONTEXT);
    }

    static Column plain(String name) {
        return new Column(name, Kind.PLAIN);
    }
}
