package io.feedrank.ranking.function;

import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.shard.fleet.Fleet;
import io.feedrank.ranking.shard.fleet.FleetConfig;
import io.feedrank.ranking.shard.fleet.ShardedPostVectors;
import java.time.Clock;

/**
 * The index in processes of its own. Ready once every partition was there; what is missing later is
 * missing from feeds, which say so.
 */
final class ShardedIndex implements IndexAccess {
    private final ShardedPostVectors vectors;
    private volatile boolean wasComplete;

    private ShardedIndex(ShardedPostVectors vectors) {
        this.vectors = vectors;
    }

    /** An index that finds its shards from now on. */
    static ShardedIndex start(String bootstrap, FleetConfig config, Clock clock) {
        return new ShardedIndex(new ShardedPostVectors(bootstrap, config, clock));
    }

    @Override
    public PostVectors vectors() {
        return vectors;
    }

    @Override
    public boolean ready() {
        wasComplete |= vectors.fleet().complete();
        return wasComplete;
    }

    @Override
    public int size() {
        return Math.toIntExact(vectors.fleet().vectors());
    }

    @Override
    public String describe() {
        Fleet fleet = vectors.fleet();
        return "\"index\":\"shards\",\"shards\":%d,\"partitions\":%d,\"partitions_ready\":%d,\"space\":\"%s\""
                .formatted(
                        fleet.members().size(),
                        fleet.partitions(),
                        fleet.holders().size(),
                        fleet.spaces().serving().replaceAll("[^ -~]|[\"\\\\]", "'"));
    }

    @Override
    public void close() {
        vectors.close();
    }
}
