package io.feedrank.ranking.shard.fleet;

import io.feedrank.proto.v1.ShardAnnouncement;
import io.feedrank.ranking.pipeline.retrieval.CommonSpaces;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The shards that are there at one moment.
 *
 * @param members by the key of their announcements
 */
public record Fleet(Map<String, ShardAnnouncement> members) {
    /** Nobody. */
    public static final Fleet EMPTY = new Fleet(Map.of());

    public Fleet {
        members = Map.copyOf(members);
    }

    /** Partitions of the whole index; 0 when nobody knows. */
    public int partitions() {
        return members.values().stream()
                .mapToInt(ShardAnnouncement::getPartitionCount)
                .max()
                .orElse(0);
    }

    /** The announcement of one of its members. */
    ShardAnnouncement member(String key) {
        return Objects.requireNonNull(members.get(key), key);
    }

    /** Whether somebody can search each partition. */
    public boolean complete() {
        int partitions = partitions();
        return partitions > 0 && holders().size() == partitions;
    }

    /** Vectors of one copy of the index, as far as it is there. */
    public long vectors() {
        Map<String, Long> bySet = new TreeMap<>();
        members.values()
                .forEach(
                        member ->
                                bySet.merge(
                                        member.getReplicaSet(), member.getVectors(), Long::sum));
        return bySet.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /**
     * The keys of those who can search each partition: first those who are to keep it, then those
     * who hand it over.
     */
    public Map<Integer, List<String>> holders() {
        Map<Integer, List<String>> holders = new TreeMap<>();
        for (boolean leaving : new boolean[] {false, true}) {
            new TreeMap<>(members)
                    .forEach(
                            (key, member) ->
                                    member.getReadyPartitionsList().stream()
                                            .filter(
                                                    partition ->
                                                            member.getLeavingPartitionsList()
                                                                            .contains(partition)
                                                                    == leaving)
                                            .forEach(
                                                    partition ->
                                                            holders.computeIfAbsent(
                                                                            partition,
                                                                            p -> new ArrayList<>())
                                                                    .add(key)));
        }
        return holders;
    }

    /** Partitions that others of a set can search and are to keep. */
    public Set<Integer> readyBeside(String replicaSet, String name) {
        Set<Integer> ready = new HashSet<>();
        for (ShardAnnouncement member : members.values()) {
            if (member.getReplicaSet().equals(replicaSet) && !member.getName().equals(name)) {
                ready.addAll(member.getReadyPartitionsList());
                member.getLeavingPartitionsList().forEach(ready::remove);
            }
        }
        return ready;
    }

    /** The vector spaces that the shards can be asked for together. */
    public Spaces spaces() {
        CommonSpaces common = new CommonSpaces();
        for (ShardAnnouncement member : members.values()) {
            common.add(
                    new Spaces(
                            member.getServingSpace(),
                            Set.copyOf(member.getReadySpacesList()),
                            Set.copyOf(member.getBuildingSpacesList())),
                    member.getReadyPartitionsCount());
        }
        return common.agreed();
    }
}
