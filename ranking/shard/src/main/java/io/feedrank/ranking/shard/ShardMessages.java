package io.feedrank.ranking.shard;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.proto.v1.SearchFilter;
import io.feedrank.proto.v1.ShardNeighbours;
import io.feedrank.proto.v1.ShardSearchRequest;
import io.feedrank.proto.v1.ShardVector;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Queries and results on the wire, and back. */
public final class ShardMessages {
    private ShardMessages() {}

    /** A query of some partitions; the deadline goes with the call. */
    public static ShardSearchRequest request(VectorQuery query, Collection<Integer> partitions) {
        RetrievalFilter filter = query.filter();
        ShardSearchRequest.Builder request =
                ShardSearchRequest.newBuilder()
                        .setSpace(query.space())
                        .setK(query.k())
                        .addAllPartitions(partitions)
                        .setFilter(
                                SearchFilter.newBuilder()
                                        .setLanguage(filter.language())
                                        .setTopic(filter.topic())
                                        .addAllBlockedAuthors(filter.blockedAuthors())
                                        .addAllExcludedPosts(filter.excludedPosts())
                                        .setCreatedFromMs(filter.createdFrom().toEpochMilli())
                                        .setAsOfMs(filter.asOf().toEpochMilli()));
        query.vectors().forEach(vector -> request.addQueries(vector(vector)));
        return request.build();
    }

    /**
     * The query in a request.
     *
     * @throws FeedrankException BAD_INPUT when it is none
     */
    public static VectorQuery query(ShardSearchRequest request) {
        if (request.getQueriesCount() == 0) {
            throw FeedrankException.badInput("queries: got none, expected 1 or more");
        }
        SearchFilter filter = request.getFilter();
        List<float[]> vectors = new ArrayList<>();
        request.getQueriesList().forEach(vector -> vectors.add(vector(vector)));
        return new VectorQuery(
                request.getSpace(),
                vectors,
                request.getK(),
                new RetrievalFilter(
                        filter.getLanguage(),
                        filter.getTopic(),
                        Set.copyOf(filter.getBlockedAuthorsList()),
                        Set.copyOf(filter.getExcludedPostsList()),
                        Instant.ofEpochMilli(filter.getCreatedFromMs()),
                        Instant.ofEpochMilli(filter.getAsOfMs())),
                Instant.MAX);
    }

    static ShardVector vector(float[] components) {
        ShardVector.Builder vector = ShardVector.newBuilder();
        for (float component : components) {
            vector.addComponent(component);
        }
        return vector.build();
    }

    /** The components of a vector. */
    public static float[] vector(ShardVector vector) {
        float[] components = new float[vector.getComponentCount()];
        for (int i = 0; i < components.length; i++) {
            components[i] = vector.getComponent(i);
        }
        return components;
    }

    static ShardNeighbours neighbours(List<Neighbour> found) {
        ShardNeighbours.Builder neighbours = ShardNeighbours.newBuilder();
        for (Neighbour neighbour : found) {
            neighbours.addPostId(neighbour.id()).addSimilarity(neighbour.similarity());
        }
        return neighbours.build();
    }

    /** What a shard found for one vector. */
    public static List<Neighbour> neighbours(ShardNeighbours neighbours) {
        List<Neighbour> found = new ArrayList<>(neighbours.getPostIdCount());
        int count = Math.min(neighbours.getPostIdCount(), neighbours.getSimilarityCount());
        for (int i = 0; i < count; i++) {
            found.add(new Neighbour(neighbours.getPostId(i), neighbours.getSimilarity(i)));
        }
        return found;
    }
}
