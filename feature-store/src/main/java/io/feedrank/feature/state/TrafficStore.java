package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.impression.PostTraffic;

/** How often a post was shown and clicked; of a showing the size of its list counts. */
public record TrafficStore() implements Store<PostTraffic> {
    @Override
    public PostTraffic create() {
        return new PostTraffic();
    }

    @Override
    public boolean update(PostTraffic state, Observation observation) {
        long second = observation.time().getEpochSecond();
        switch (observation.signal()) {
            case IMPRESSION -> state.shown(second, observation.listSize());
            case CLICK -> state.clicked(second);
            case LIKE, HIDE, DWELL -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void merge(PostTraffic state, PostTraffic other) {
        state.merge(other);
    }

    @Override
    public Codec<PostTraffic> codec() {
        return PostTraffic.CODEC;
    }
}
