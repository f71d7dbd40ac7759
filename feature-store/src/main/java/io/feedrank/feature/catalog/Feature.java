package io.feedrank.feature.catalog;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Signal;
import java.io.Serializable;

/**
 * One declared feature, as data: a column of training examples and of the model's input. Make one
 * with {@link #of}.
 *
 * @param name the column: the declared name, and from the second version of its group on the
 *     version, {@code author_ctr_24h_v2}; so a column never changes its meaning
 * @param group the group whose value it is computed from
 */
public record Feature(
        String name, Entity entity, FeatureGroup group, Aggregation aggregation, Meaning meaning)
        implements Serializable {
    /**
     * What it says, and to whom.
     *
     * @param defaultValue when nothing is known
     * @param owner who answers for it
     */
    public record Meaning(double defaultValue, Scale scale, String owner, String description)
            implements Serializable {}

    public Feature {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw FeedrankException.badInput(
                    "feature: got '" + name + "', expected a name in lower snake case");
        }
        if (entity == Entity.USER_AUTHOR && aggregation.signals().contains(Signal.IMPRESSION)) {
            throw FeedrankException.badInput(
                    "feature "
                            + name
                            + ": got impressions of user and author, expected what the user did;"
                            + " impressions are not counted by author");
        }
    }

    /** Declares a feature that takes its value as it is, 0 when nothing is known. */
    public static Feature of(
            String name,
            Entity entity,
            FeatureGroup group,
            Aggregation aggregation,
            String description) {
        return new Feature(
                group.version() == 1 ? name : name + "_v" + group.version(),
                entity,
                group,
                aggregation,
                new Meaning(0, Scale.LINEAR, "ranking", description));
    }

    /** The same on another scale. */
    public Feature scaled(Scale scale) {
        return with(new Meaning(defaultValue(), scale, owner(), description()));
    }

    /** The same with another default. */
    public Feature orElse(double value) {
        return with(new Meaning(value, scale(), owner(), description()));
    }

    /** The same of another owner. */
    public Feature ownedBy(String owner) {
        return with(new Meaning(defaultValue(), scale(), owner, description()));
    }

    private Feature with(Meaning other) {
        return new Feature(name, entity, group, aggregation, other);
    }

    public double defaultValue() {
        return meaning.defaultValue();
    }

    public Scale scale() {
        return meaning.scale();
    }

    public String owner() {
        return meaning.owner();
    }

    public String description() {
        return meaning.description();
    }

    /** True when its value depends on user and candidate together. */
    public boolean ofPair() {
        return entity.crossed() || aggregation.ofCandidate();
    }
}
