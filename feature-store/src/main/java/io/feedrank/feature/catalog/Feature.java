package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.state.UserFeatures;

/** One declared feature: a column of training examples and of the model's input. */
public sealed interface Feature {
    /** Column name, lower snake case. */
    String name();

    /** The group whose value it is computed from. */
    FeatureGroup group();

    Scale scale();

    String description();

    /** Computed from what is known of the post. */
    record OfPost(
            String name, FeatureGroup group, Scale scale, String description, PostFunction function)
            implements Feature {}

    /** Computed from what is known of the user; the same for all candidates of a request. */
    record OfUser(
            String name, FeatureGroup group, Scale scale, String description, UserFunction function)
            implements Feature {}

    /** Computed from the user and the post together. */
    record OfPair(
            String name, FeatureGroup group, Scale scale, String description, PairFunction function)
            implements Feature {}

    /** Value of a post feature as of {@code weights.asOf()}. */
    interface PostFunction {
        double compute(PostFeatures post, DecayWeights weights);
    }

    /** Value of a user feature as of {@code weights.asOf()}. */
    interface UserFunction {
        double compute(UserFeatures user, DecayWeights weights);
    }

    /** Value of a feature of a user and a post as of {@code weights.asOf()}. */
    interface PairFunction {
        double compute(UserFeatures user, PostIdentity post, DecayWeights weights);
    }
}
