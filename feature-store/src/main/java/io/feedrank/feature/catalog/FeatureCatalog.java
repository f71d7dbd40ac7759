package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.UserFeatures;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The features of the platform in one order, from which the layout of the online store, the Parquet
 * schema, the training columns and the serving order derive. A row is {@code float[width()]}: the
 * post's features, its author's, its topic's, the user's, then those of user and post together.
 * Thread-safe.
 */
public final class FeatureCatalog implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final FeatureCatalog STANDARD =
            new FeatureCatalog(StandardFeatures.all(), Set.of());

    private final List<Feature> declared;
    private final Set<FeatureGroup> retired;
    private final List<Feature> features;
    private final Map<String, GroupLayout> layouts = new HashMap<>();
    private final Map<String, FeatureGroup> groupsByName = new HashMap<>();
    private final int[] ends = new int[RowPart.values().length];
    private transient @Nullable ColumnRead @Nullable [] reads;

    /** A catalog without retired groups. */
    public FeatureCatalog(List<Feature> features) {
        this(features, Set.of());
    }

    /**
     * A catalog.
     *
     * @param retired groups that are neither computed nor read any more; their features stay listed
     * @throws FeedrankException BAD_INPUT when two features have one name, or a group has two
     *     entities
     */
    public FeatureCatalog(List<Feature> declared, Set<FeatureGroup> retired) {
        this.declared = List.copyOf(declared);
        this.retired = Set.copyOf(retired);
        List<Feature> live = new ArrayList<>();
        for (RowPart part : RowPart.values()) {
            for (Feature feature : declared) {
                if (RowPart.of(feature) == part && !retired.contains(feature.group())) {
                    live.add(feature);
                }
            }
            ends[part.ordinal()] = live.size();
        }
        this.features = List.copyOf(live);
        requireNames();
        Layouts.of(features).forEach(layout -> layouts.put(layout.group(), layout));
        groups().forEach(group -> groupsByName.put(group.qualifiedName(), group));
    }

    private void requireNames() {
        Set<String> names = new HashSet<>();
        for (Feature feature : declared) {
            if (!names.add(feature.name())) {
                throw FeedrankException.badInput(
                        "feature " + feature.name() + ": declared twice, expected once");
            }
        }
    }

    /** The features that Feedrank ships. */
    public static FeatureCatalog standard() {
        return STANDARD;
    }

    /** All live features in row order. */
    public List<Feature> features() {
        return features;
    }

    /** All features as declared, those of retired groups too. */
    public List<Feature> declared() {
        return declared;
    }

    /** Groups that are neither computed nor read any more. */
    public Set<FeatureGroup> retired() {
        return retired;
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
        return ends[RowPart.POST.ordinal()];
    }

    /** Number of leading columns of post and author. */
    public int authorEnd() {
        return ends[RowPart.AUTHOR.ordinal()];
    }

    /** Number of leading columns that do not depend on the user: post, author and topic. */
    public int itemWidth() {
        return ends[RowPart.TOPIC.ordinal()];
    }

    /** Live groups that the features read, in row order. */
    public Set<FeatureGroup> groups() {
        Set<FeatureGroup> groups = new LinkedHashSet<>();
        features.forEach(feature -> groups.add(feature.group()));
        return groups;
    }

    /**
     * Layouts of the declared groups whose value is stored under {@code key}'s id, in row order:
     * for {@link Entity#USER} all that live with the user. The groups that have a class of their
     * own (post_stats, user_activity, user_topics, user_posts, user_vector) are not among them.
     */
    public List<GroupLayout> layouts(Entity key) {
        return groups().stream()
                .map(group -> layouts.get(group.qualifiedName()))
                .filter(layout -> layout != null && storedUnder(layout.entity()) == key)
                .toList();
    }

    /** The entity under whose id values of {@code entity} are stored. */
    public static Entity storedUnder(Entity entity) {
        return entity.ofUser() ? Entity.USER : entity;
    }

    /** The group of a layout. */
    public FeatureGroup group(GroupLayout layout) {
        FeatureGroup group = groupsByName.get(layout.group());
        if (group == null) {
            throw FeedrankException.badInput("no group " + layout.group());
        }
        return group;
    }

    /** Computes the post columns into {@code row[offset, offset + postWidth())}. */
    public void computePost(PostFeatures post, DecayWeights weights, float[] row, int offset) {
        ReadContext context = new ReadContext(weights, post.createdAtMs(), null, null);
        compute(RowPart.POST, read -> read.ofPost(post), context, row, offset);
    }

    /** Computes the author's columns into their place in the row that starts at {@code offset}. */
    public void computeAuthor(
            DeclaredStates author, DecayWeights weights, float[] row, int offset) {
        ReadContext context = new ReadContext(weights, 0, null, null);
        compute(RowPart.AUTHOR, read -> read.declared(author, ""), context, row, offset);
    }

    /** Computes the topic's columns into their place in the row that starts at {@code offset}. */
    public void computeTopic(DeclaredStates topic, DecayWeights weights, float[] row, int offset) {
        ReadContext context = new ReadContext(weights, 0, null, null);
        compute(RowPart.TOPIC, read -> read.declared(topic, ""), context, row, offset);
    }

    /** Computes the user columns into their place in the row that starts at {@code offset}. */
    public void computeUser(UserFeatures user, DecayWeights weights, float[] row, int offset) {
        ReadContext context = new ReadContext(weights, 0, user, null);
        compute(RowPart.USER, read -> read.ofUser(user, null), context, row, offset);
    }

    /**
     * Computes the columns of user and post together into their place in the row that starts at
     * {@code offset}.
     */
    public void computePair(
            UserFeatures user, PostIdentity post, DecayWeights weights, float[] row, int offset) {
        ReadContext context = new ReadContext(weights, 0, user, post);
        compute(RowPart.PAIR, read -> read.ofUser(user, post), context, row, offset);
    }

    private interface Find {
        @Nullable Object state(ColumnRead read);
    }

    private void compute(RowPart part, Find find, ReadContext context, float[] row, int offset) {
        ColumnRead[] all = reads();
        int from = part.ordinal() == 0 ? 0 : ends[part.ordinal() - 1];
        for (int i = from; i < ends[part.ordinal()]; i++) {
            row[offset + i] = all[i].value(find.state(all[i]), context);
        }
    }

    // Made once a process; a race makes it twice, to the same end.
    private ColumnRead[] reads() {
        ColumnRead[] made = reads;
        if (made == null) {
            made =
                    features.stream()
                            .map(each -> ColumnRead.of(each, layouts))
                            .toArray(ColumnRead[]::new);
            reads = made;
        }
        return made;
    }
}
