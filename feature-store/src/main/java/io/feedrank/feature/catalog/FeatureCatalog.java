package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.state.UserFeatures;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The features of the platform in one order, from which the Parquet schema, the training columns
 * and the serving order derive. A row is {@code float[width()]}: the post's features, then the
 * user's, then those of both.
 */
public final class FeatureCatalog {
    private final List<Feature.OfPost> ofPost;
    private final List<Feature.OfUser> ofUser;
    private final List<Feature.OfPair> ofPair;
    private final List<Feature> features;

    public FeatureCatalog(
            List<Feature.OfPost> ofPost, List<Feature.OfUser> ofUser, List<Feature.OfPair> ofPair) {
        this.ofPost = List.copyOf(ofPost);
        this.ofUser = List.copyOf(ofUser);
        this.ofPair = List.copyOf(ofPair);
        List<Feature> all = new ArrayList<>(ofPost);
        all.addAll(ofUser);
        all.addAll(ofPair);
        this.features = List.copyOf(all);
    }

    /** The features that Feedrank ships. */
    public static FeatureCatalog standard() {
        return new FeatureCatalog(
                StandardFeatures.ofPost(), StandardFeatures.ofUser(), StandardFeatures.ofPair());
    }

    /** All features in row order. */
    public List<Feature> features() {
        return features;
    }

    /** Column names in row order. */
    public List<String> columns() {
        return features.stream().map(Feature::name).toList();
    }

    /** Length of a row. */
    public int width() {
        return features.size();
    }

    /** Number of leading columns that depend on the post alone. */
    public int postWidth() {
        return ofPost.size();
    }

    /** Groups that the features read. */
    public Set<FeatureGroup> groups() {
        EnumSet<FeatureGroup> groups = EnumSet.noneOf(FeatureGroup.class);
        features.forEach(feature -> groups.add(feature.group()));
        return groups;
    }

    /** Computes the post columns into {@code row[offset, offset + postWidth())}. */
    public void computePost(PostFeatures post, DecayWeights weights, float[] row, int offset) {
        for (int i = 0; i < ofPost.size(); i++) {
            row[offset + i] = (float) ofPost.get(i).function().compute(post, weights);
        }
    }

    /** Computes the user columns into their place in the row that starts at {@code offset}. */
    public void computeUser(UserFeatures user, DecayWeights weights, float[] row, int offset) {
        int at = offset + ofPost.size();
        for (Feature.OfUser feature : ofUser) {
            row[at++] = (float) feature.function().compute(user, weights);
        }
    }

    /**
     * Computes the columns of user and post together into their place in the row that starts at
     * {@code offset}.
     */
    public void computePair(
            UserFeatures user, PostIdentity post, DecayWeights weights, float[] row, int offset) {
        int at = offset + ofPost.size() + ofUser.size();
        for (Feature.OfPair feature : ofPair) {
            row[at++] = (float) feature.function().compute(user, post, weights);
        }
    }
}
