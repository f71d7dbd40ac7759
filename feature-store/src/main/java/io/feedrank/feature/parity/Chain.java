package io.feedrank.feature.parity;

import io.feedrank.proto.v1.FeatureUpdate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the job took in of one entity without a gap. It begins with the entity's first
 * update of all, with an update that carries a base, or where the run went on from an earlier one.
 * Not thread-safe.
 */
final class Chain {
    private final FeatureUpdate first;
    private final @Nullable Chain parent;
    private final List<FeatureUpdate> updates = new ArrayList<>();

    /** The names of the groups that each update changed, once it was replayed. */
    private final List<List<String>> changed = new ArrayList<>();

    private @Nullable Chain goesOn;

    /**
     * A chain of one update.
     *
     * @param parent the chain that it goes on from; null when it begins by itself
     */
    Chain(FeatureUpdate first, @Nullable Chain parent) {
        this.first = first;
        this.parent = parent;
        updates.add(first);
        if (parent != null) {
            parent.goesOn = this;
        }
    }

    long generation() {
        return first.getGeneration();
    }

    long first() {
        return first.getSequence();
    }

    long last() {
        return first() + updates.size() - 1;
    }

    @Nullable Chain parent() {
        return parent;
    }

    List<FeatureUpdate> updates() {
        return updates;
    }

    void add(FeatureUpdate update) {
        updates.add(update);
    }

    FeatureUpdate at(long sequence) {
        return updates.get((int) (sequence - first()));
    }

    boolean holds(Version version) {
        return generation() == version.generation()
                && first() <= version.sequence()
                && version.sequence() <= last();
    }

    /** Whether all is known from the entity's first update on. */
    boolean wholeFromTheStart() {
        return parent == null ? first() == 1 : parent.wholeFromTheStart();
    }

    void changed(List<String> groups) {
        changed.add(groups);
    }

    /**
     * The updates of {@code group} that came after {@code sequence}, as far as a later run did not
     * begin anew before them, and those of the later run.
     */
    List<FeatureUpdate> after(long sequence, String group) {
        List<FeatureUpdate> after = new ArrayList<>();
        long from = sequence;
        Chain chain = this;
        while (chain != null) {
            Chain next = chain.goesOn;
            boolean forks = next != null && next.first() > from;
            long to = next != null && forks ? next.first() - 1 : chain.last();
            for (long at = Math.max(from + 1, chain.first()); at <= to; at++) {
                if (chain.changed.get((int) (at - chain.first())).contains(group)) {
                    after.add(chain.at(at));
                }
            }
            from = to;
            chain = forks ? next : null;
        }
        return after;
    }

    /** All updates on the way to the last one, oldest first. */
    List<FeatureUpdate> path() {
        List<FeatureUpdate> whole = new ArrayList<>();
        if (parent != null) {
            parent.path().stream()
                    .filter(update -> update.getSequence() < first())
                    .forEach(whole::add);
        }
        whole.addAll(updates);
        return whole;
    }
}
