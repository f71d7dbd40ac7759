package io.feedrank.ranking.training.impression;

/**
 * A feature before it is set in relation to the list.
 *
 * @param kind how it differs between the posts of an impression
 */
record Column(String name, Kind kind) {
    enum Kind {
        /** Of the post: taken as it is and relative to the list. */
        POST,
        /** Of the post, a flag for instance: taken as it is alone. */
        PLAIN,
        /** The same for all posts of the impression: taken as it is. */
        CONTEXT,
        /** Of the post among exactly those in view: as POST, and left out with the list. */
        POST_IN_LIST,
        /** Of the list as a whole: as CONTEXT, and left out with the list. */
        LIST;

        boolean isRelated() {
            return this == POST || this == POST_IN_LIST;
        }

        boolean tellsOfList() {
            return this == POST_IN_LIST || this == LIST;
        }
    }

    static Column post(String name) {
        return new Column(name, Kind.POST);
    }

    static Column plain(String name) {
        return new Column(name, Kind.PLAIN);
    }

    static Column context(String name) {
        return new Column(name, Kind.CONTEXT);
    }

    static Column postInList(String name) {
        return new Column(name, Kind.POST_IN_LIST);
    }

    static Column list(String name) {
        return new Column(name, Kind.LIST);
    }
}
