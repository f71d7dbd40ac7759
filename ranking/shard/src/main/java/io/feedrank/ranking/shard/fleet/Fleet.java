package io.feedrank.ranking.shard.fleet;

import io.feedrank.proto.v1.ShardAnnouncement;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** The vector spaces that all shards with vectors can be asked for. */
    public Spaces spaces() {
        Map<String, Integer> serving = new TreeMap<>();
        Set<String> everywhere = null;
        Set<String> known = new TreeSet<>();
        for (ShardAnnouncement member : members.values()) {
            if (member.getServingSpace().isEmpty()) {
                continue;
            }
            serving.merge(member.getServingSpace(), 1, Integer::sum);
            known.addAll(member.getReadySpacesList());
            known.addAll(member.getBuildingSpacesList());
            if (everywhere == null) {
                everywhere = new TreeSet<>(member.getReadySpacesList());
            } else {
                everywhere.retainAll(member.getReadySpacesList());
            }
        }
        if (everywhere == null || everywhere.isEmpty()) {
            return Spaces.NONE;
        }
        Set<String> ready = everywhere;
        String most =
                serving.entrySet().stream()
                        .filter(entry -> ready.contains(entry.getKey()))
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(ready.iterator().next());
        known.removeAll(ready);
        return new Spaces(most, ready, known);
    }
}
