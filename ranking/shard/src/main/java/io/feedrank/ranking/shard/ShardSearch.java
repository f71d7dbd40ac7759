package io.feedrank.ranking.shard;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.proto.v1.ShardSearchRequest;
import io.feedrank.proto.v1.ShardSearchResponse;
import io.feedrank.proto.v1.ShardVectorsRequest;
import io.feedrank.proto.v1.ShardVectorsResponse;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.index.VectorIndex;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.LocalPostVectors;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers for the partitions of this process. Thread-safe. */
final class ShardSearch {
    private final Supplier<Map<Integer, LiveIndex>> ready;

    /**
     * A search.
     *
     * @param ready the indexes that can be searched now, by partition
     */
    ShardSearch(Supplier<Map<Integer, LiveIndex>> ready) {
        this.ready = ready;
    }

    /**
     * Searches the partitions asked for that are here and know the space, and names the others.
     *
     * @throws FeedrankException BAD_INPUT when the request can't be answered anywhere
     */
    ShardSearchResponse search(ShardSearchRequest request) {
        VectorQuery query = ShardMessages.query(request);
        Map<Integer, LiveIndex> here = ready.get();
        ShardSearchResponse.Builder response = ShardSearchResponse.newBuilder();
        List<List<Neighbour>> all = new ArrayList<>();
        query.vectors().forEach(vector -> all.add(new ArrayList<>()));
        for (int partition : request.getPartitionsList()) {
            LiveIndex live = here.get(partition);
            if (live != null && live.spaces().serving().isEmpty()) {
                // No post of it has a vector: nothing is missing.
                continue;
            }
            VectorIndex index = live == null ? null : live.ready(query.space());
            if (index == null) {
                response.addMissingPartitions(partition);
                continue;
            }
            Retrieved found = LocalPostVectors.search(index, query);
            for (int i = 0; i < all.size(); i++) {
                all.get(i).addAll(found.neighbours().get(i));
            }
            response.setExplanation(found.note());
        }
        for (List<Neighbour> found : all) {
            found.sort(Neighbour.CLOSEST_FIRST);
            response.addNeighbours(
                    ShardMessages.neighbours(found.subList(0, Math.min(query.k(), found.size()))));
        }
        return response.build();
    }

    ShardVectorsResponse vectors(ShardVectorsRequest request) {
        ShardVectorsResponse.Builder response = ShardVectorsResponse.newBuilder();
        Collection<LiveIndex> here = ready.get().values();
        for (String postId : request.getPostIdList()) {
            for (LiveIndex live : here) {
                VectorIndex index = live.ready(request.getSpace());
                float[] vector = index == null ? null : index.vector(postId);
                if (vector != null) {
                    response.addPostId(postId).addVector(ShardMessages.vector(vector));
                    break;
                }
            }
        }
        return response.build();
    }
}
