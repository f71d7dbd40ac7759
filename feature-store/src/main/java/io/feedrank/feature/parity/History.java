package io.feedrank.feature.parity;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Observation;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The audited updates of one entity, added in the order of their topic. After a restore a run of
 * the job gives out sequences that an earlier one gave out before, maybe to other updates: both
 * runs then have that version, and what was served may be of either. Not thread-safe.
 */
final class History {
    private record Run(long generation, long run) {}

    private final EntityId id;
    private final TrailReport report;
    private final List<Chain> chains = new ArrayList<>();

    /** The chain that a run is at; none while the run waits for a base. */
    private final Map<Run, Optional<Chain>> open = new HashMap<>();

    private final Map<Version, List<ReplayedState>> states = new HashMap<>();

    History(EntityId id, TrailReport report) {
        this.id = id;
        this.report = report;
    }

    /** Takes in the next update of the topic. */
    void add(FeatureUpdate update) {
        Run run = new Run(update.getGeneration(), update.getRun());
        Optional<Chain> at = open.get(run);
        if (at != null && at.isPresent()) {
            Chain chain = at.get();
            if (update.getSequence() == chain.last() + 1) {
                chain.add(update);
                return;
            }
            if (chain.holds(Version.of(update)) && chain.at(update.getSequence()).equals(update)) {
                // Sent once more by the producer.
                return;
            }
            if (update.getSequence() != 1) {
                report.found(
                        TrailReport.Problem.GAP,
                        id
                                + ": after update "
                                + new Version(chain.generation(), chain.last())
                                + " comes "
                                + Version.of(update));
            }
        }
        boolean goesOn = at == null && update.getSequence() > 1;
        Chain parent = goesOn ? holding(before(update)) : null;
        if (update.getSequence() == 1 || parent != null || update.hasBase()) {
            Chain chain = new Chain(update, parent);
            chains.add(chain);
            open.put(run, Optional.of(chain));
        } else {
            open.put(run, Optional.empty());
        }
    }

    private static Version before(FeatureUpdate update) {
        return new Version(update.getGeneration(), update.getSequence() - 1);
    }

    private @Nullable Chain holding(Version version) {
        for (int i = chains.size() - 1; i >= 0; i--) {
            if (chains.get(i).holds(version)) {
                return chains.get(i);
            }
        }
        return null;
    }

    List<Chain> chains() {
        return chains;
    }

    /** The newest chain of the newest generation. */
    Optional<Chain> newest() {
        return chains.stream()
                .reduce((one, other) -> other.generation() < one.generation() ? one : other);
    }

    /** Whether the trail of this entity begins after {@code version}, or was never there. */
    boolean beginsAfter(Version version) {
        return chains.stream()
                .map(chain -> new Version(chain.generation(), chain.first()))
                .noneMatch(first -> first.compareTo(version) <= 0);
    }

    /**
     * Computes the states at {@code versions}, in one pass over each chain.
     *
     * @param seen what an update took in
     * @param stamps gets what clicks on this post are stamped with
     */
    void replay(
            SortedSet<Version> versions,
            FeatureCatalog catalog,
            Function<FeatureUpdate, Observation> seen,
            Stamps stamps) {
        Map<Chain, ReplayedState> beginnings = new HashMap<>();
        for (Chain chain : chains) {
            NavigableSet<Long> wanted = new TreeSet<>();
            versions.stream().filter(chain::holds).forEach(each -> wanted.add(each.sequence()));
            List<Chain> children =
                    chains.stream()
                            .filter(each -> each.parent() == chain)
                            .sorted(Comparator.comparingLong(Chain::first))
                            .toList();
            ReplayedState state = beginnings.get(chain);
            for (long at = chain.first(); at <= chain.last(); at++) {
                state = next(state, chain.at(at), chain, catalog, seen, stamps);
                if (wanted.contains(at)) {
                    states.computeIfAbsent(
                                    new Version(chain.generation(), at), any -> new ArrayList<>())
                            .add(0, state.copy());
                }
                for (Chain child : children) {
                    if (child.first() == at + 1) {
                        beginnings.put(child, state.copy());
                    }
                }
            }
        }
    }

    private ReplayedState next(
            @Nullable ReplayedState before,
            FeatureUpdate update,
            Chain chain,
            FeatureCatalog catalog,
            Function<FeatureUpdate, Observation> seen,
            Stamps stamps) {
        if (before == null && update.getSequence() > 1) {
            chain.changed(List.of());
            return ReplayedState.ofBase(id.entity(), catalog, update);
        }
        ReplayedState state = before == null ? new ReplayedState(id.entity(), catalog) : before;
        if (id.entity() == Entity.POST) {
            stamps.put(update, state.stamp());
        }
        chain.changed(
                update.hasEvent() ? state.apply(seen.apply(update)) : state.apply(update.getRow()));
        if (update.hasBase()) {
            check(state, ReplayedState.ofBase(id.entity(), catalog, update), update);
        }
        return state;
    }

    private void check(ReplayedState reached, ReplayedState base, FeatureUpdate update) {
        List<String> differing =
                reached.differing(base, Instant.ofEpochMilli(update.getAppliedAtMs()));
        if (differing.isEmpty()) {
            report.baseReached();
        } else {
            report.found(
                    TrailReport.Problem.OTHER_BASE,
                    id + " at " + Version.of(update) + ": " + String.join(", ", differing));
        }
    }

    /** What the value at {@code version} may have been, of the newest run first; empty: unknown. */
    List<ReplayedState> at(Version version) {
        return states.getOrDefault(version, List.of());
    }

    /** Updates of a group that came after {@code version}; of {@link Version#NOTHING} all. */
    List<FeatureUpdate> after(Version version, String group) {
        if (version.equals(Version.NOTHING)) {
            return chains.stream()
                    .filter(chain -> chain.first() == 1 && chain.parent() == null)
                    .reduce((one, other) -> other)
                    .map(chain -> chain.after(0, group))
                    .orElse(List.of());
        }
        Chain chain = holding(version);
        return chain == null ? List.of() : chain.after(version.sequence(), group);
    }
}
