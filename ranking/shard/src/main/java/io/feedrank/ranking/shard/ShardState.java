package io.feedrank.ranking.shard;

import io.feedrank.proto.v1.ShardAnnouncement;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.PartitionedIndex;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a shard says of itself. */
final class ShardState {
    private final ShardConfig config;
    private final PartitionedIndex index;
    private final int port;

    ShardState(ShardConfig config, PartitionedIndex index, int port) {
        this.config = config;
        this.index = index;
        this.port = port;
    }

    ShardAnnouncement announcement() {
        Map<Integer, LiveIndex> ready = index.ready();
        ShardAnnouncement.Builder state =
                ShardAnnouncement.newBuilder()
                        .setReplicaSet(config.replicaSet())
                        .setName(config.name())
                        .setAddress(config.listen().advertised() + ":" + port)
                        .addAllReadyPartitions(ready.keySet())
                        .addAllLeavingPartitions(index.leaving())
                        .setPartitionCount(index.partitions())
                        .setVectors(vectors(ready))
                        .setSilenceMs(config.silence().toMillis());
        spaces(ready, state);
        return state.build();
    }

    private static long vectors(Map<Integer, LiveIndex> ready) {
        return ready.values().stream().mapToLong(LiveIndex::size).sum();
    }

    private static void spaces(Map<Integer, LiveIndex> parts, ShardAnnouncement.Builder state) {
        Map<String, Integer> serving = new TreeMap<>();
        Set<String> everywhere = null;
        Set<String> known = new TreeSet<>();
        for (LiveIndex part : parts.values()) {
            Spaces spaces = part.spaces();
            if (spaces.serving().isEmpty()) {
                continue;
            }
            serving.merge(spaces.serving(), 1, Integer::sum);
            known.addAll(spaces.ready());
            known.addAll(spaces.building());
            if (everywhere == null) {
                everywhere = new TreeSet<>(spaces.ready());
            } else {
                everywhere.retainAll(spaces.ready());
            }
        }
        if (everywhere == null) {
            return;
        }
        serving.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .ifPresent(most -> state.setServingSpace(most.getKey()));
        known.removeAll(everywhere);
        state.addAllReadySpaces(everywhere).addAllBuildingSpaces(known);
    }
}
