package io.feedrank.ranking.shard;

import io.feedrank.proto.v1.ShardAnnouncement;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.PartitionedIndex;
import io.feedrank.ranking.pipeline.retrieval.CommonSpaces;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import java.util.Map;

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
        CommonSpaces common = new CommonSpaces();
        parts.values().forEach(part -> common.add(part.spaces(), 1));
        Spaces agreed = common.agreed();
        state.setServingSpace(agreed.serving())
                .addAllReadySpaces(agreed.ready())
                .addAllBuildingSpaces(agreed.building());
    }
}
