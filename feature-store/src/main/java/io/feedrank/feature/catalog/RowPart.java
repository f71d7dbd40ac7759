package io.feedrank.feature.catalog;

import io.feedrank.feature.state.Entity;

/** The parts of a row in their order. */
enum RowPart {
    POST,
    AUTHOR,
    TOPIC,
    USER,
    PAIR;

    static RowPart of(Feature feature) {
        if (feature.entity().ofUser()) {
            return feature.ofPair() ? PAIR : USER;
        }
        return feature.entity() == Entity.POST
                ? POST
                : feature.entity() == Entity.AUTHOR ? AUTHOR : TOPIC;
    }
}
