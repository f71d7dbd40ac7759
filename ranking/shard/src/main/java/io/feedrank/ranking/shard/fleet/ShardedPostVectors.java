package io.feedrank.ranking.shard.fleet;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.ShardAnnouncement;
import io.feedrank.proto.v1.ShardSearchRequest;
import io.feedrank.proto.v1.ShardSearchResponse;
import io.feedrank.proto.v1.ShardVectorsRequest;
import io.feedrank.proto.v1.ShardVectorsResponse;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.pipeline.retrieval.KnownVectors;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import io.feedrank.ranking.shard.ShardMessages;
import io.feedrank.ranking.shard.ShardMethods;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The whole index in other processes. A search goes to all partitions at once, with the request's
 * deadline; what has not answered by then is missing from the result, which says so. Thread-safe.
 */
public final class ShardedPostVectors implements PostVectors, AutoCloseable {
    private final FleetWatch watch;
    private final FleetConfig config;
    private final Clock clock;
    private final Channels channels = new Channels();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Spaces last = Spaces.NONE;

    /**
     * Post vectors of the shards that announce themselves.
     *
     * @param clock the deployment's, of deadlines
     */
    public ShardedPostVectors(String bootstrap, FleetConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.watch = new FleetWatch(bootstrap, this::seen);
        watch.start();
    }

    private void seen(Fleet fleet) {
        channels.keep(
                fleet.members().values().stream()
                        .map(ShardAnnouncement::getAddress)
                        .collect(Collectors.toSet()));
        Spaces known = fleet.spaces();
        if (!known.serving().isEmpty()) {
            last = known;
        }
    }

    /** The shards that are there now. */
    public Fleet fleet() {
        return watch.fleet();
    }

    /**
     * What the shards can be asked for. While some or all of them are gone it is what they could be
     * asked for before: that nobody answers is not that no post has a vector, and who asks is to be
     * told so.
     */
    @Override
    public Spaces spaces() {
        Fleet now = fleet();
        Spaces known = now.spaces();
        return known.serving().isEmpty() && !now.complete() ? last : known;
    }

    @Override
    public Retrieved search(VectorQuery query) {
        Scatter.Answer<ShardSearchResponse> answer =
                ask(
                        new Scatter.Question<ShardSearchRequest, ShardSearchResponse>(
                                ShardMethods.SEARCH,
                                partitions -> ShardMessages.request(query, partitions),
                                ShardSearchResponse::getMissingPartitionsList),
                        query.deadline());
        List<List<Neighbour>> merged = new ArrayList<>();
        for (int i = 0; i < query.vectors().size(); i++) {
            merged.add(merged(answer.responses(), i, query.k()));
        }
        return new Retrieved(merged, note(answer), !answer.missing().isEmpty());
    }

    private static List<Neighbour> merged(List<ShardSearchResponse> responses, int query, int k) {
        List<Neighbour> all = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (ShardSearchResponse response : responses) {
            if (query < response.getNeighboursCount()) {
                for (Neighbour found : ShardMessages.neighbours(response.getNeighbours(query))) {
                    // A partition that two were asked for may have answered twice.
                    if (taken.add(found.id())) {
                        all.add(found);
                    }
                }
            }
        }
        all.sort(Neighbour.CLOSEST_FIRST);
        return all.size() > k ? List.copyOf(all.subList(0, k)) : all;
    }

    private String note(Scatter.Answer<ShardSearchResponse> answer) {
        int partitions = fleet().partitions();
        String how =
                answer.responses().stream()
                        .map(ShardSearchResponse::getExplanation)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
        String missing =
                answer.missing().isEmpty()
                        ? partitions + " partitions"
                        : "partial: " + missing(answer.missing(), answer.failure());
        String hedged = answer.hedged() == 0 ? "" : ", " + answer.hedged() + " asked twice";
        return missing + " in " + answer.asked() + " calls" + hedged + "; " + how;
    }

    private String missing(Collection<Integer> partitions, String failure) {
        return "partitions "
                + partitions.stream().sorted().toList()
                + " of "
                + fleet().partitions()
                + " did not answer"
                + (failure.isEmpty() ? "" : " (" + failure + ")");
    }

    @Override
    public KnownVectors vectors(String space, Collection<String> postIds, Instant deadline) {
        Scatter.Answer<ShardVectorsResponse> answer =
                ask(
                        new Scatter.Question<ShardVectorsRequest, ShardVectorsResponse>(
                                ShardMethods.VECTORS,
                                partitions ->
                                        ShardVectorsRequest.newBuilder()
                                                .setSpace(space)
                                                .addAllPostId(postIds)
                                                .build(),
                                response -> Set.of()),
                        deadline);
        Map<String, float[]> vectors = new HashMap<>();
        for (ShardVectorsResponse response : answer.responses()) {
            for (int i = 0; i < response.getPostIdCount(); i++) {
                vectors.put(response.getPostId(i), ShardMessages.vector(response.getVector(i)));
            }
        }
        return new KnownVectors(
                vectors,
                answer.missing().isEmpty() ? "" : missing(answer.missing(), answer.failure()));
    }

    private <Q, R> Scatter.Answer<R> ask(Scatter.Question<Q, R> question, Instant deadline) {
        Fleet fleet = fleet();
        if (fleet.holders().isEmpty()) {
            throw new FeedrankException(Category.UNAVAILABLE, "no shard of the index is there");
        }
        Scatter.Answer<R> answer =
                new Scatter<>(fleet, channels, question, timeout(deadline))
                        .ask(turn.getAndIncrement(), config.hedge());
        if (answer.responses().isEmpty()) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "none of "
                            + fleet.members().size()
                            + " shards of the index answered"
                            + (answer.failure().isEmpty() ? "" : ": " + answer.failure()));
        }
        return answer;
    }

    private Duration timeout(Instant deadline) {
        if (deadline.equals(Instant.MAX)) {
            return config.timeout();
        }
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            throw new FeedrankException(Category.TIMEOUT, "no time is left to ask the index");
        }
        return left.compareTo(config.timeout()) < 0 ? left : config.timeout();
    }

    @Override
    public void close() {
        watch.close();
        channels.close();
    }
}
