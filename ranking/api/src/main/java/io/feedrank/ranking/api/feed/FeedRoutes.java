package io.feedrank.ranking.api.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.online.FeedStore;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.ranking.api.config.RankerConfig;
import io.feedrank.ranking.api.http.Call;
import io.feedrank.ranking.api.http.Problem;
import io.feedrank.ranking.api.http.ProblemType;
import io.feedrank.ranking.api.http.Reply;
import io.feedrank.ranking.api.http.Route;
import io.feedrank.ranking.api.ranker.Ranker;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Feeds: ranked now, paged through, looked at again, explained. */
public final class FeedRoutes {
    static final int MOST_ITEMS = 200;
    static final int DEFAULT_ITEMS = 50;
    private static final int LONGEST_WISH = 200;

    private final FeedService service;
    private final Snapshots snapshots;
    private final FeedRequests requests;
    private final RankBody rankBody = new RankBody();
    private final Clock clock;
    private final Predicate<String> erased;

    /** Where feeds come from. */
    public record Sources(
            Ranker ranker,
            FeedStore feeds,
            OnlineStore features,
            Clock clock,
            Predicate<String> erased) {}

    /**
     * Wires the feed's parts.
     *
     * @param workers runs what blocks on Redis
     */
    public FeedRoutes(
            Sources sources, RankerConfig config, MeterRegistry metrics, Executor workers) {
        this.clock = sources.clock();
        this.erased = sources.erased();
        PostCardReader cards = new PostCardReader(sources.features(), clock);
        PopularPosts popular = new PopularPosts(sources.features(), cards, clock);
        this.service =
                new FeedService(
                        sources.ranker(),
                        new LowerLevels(sources.feeds(), popular, cards, clock),
                        cards,
                        new FeedMetrics(metrics),
                        workers);
        this.snapshots = new Snapshots(sources.feeds(), workers);
        this.requests = new FeedRequests(clock, config);
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/users/{user}/feed", this::feed),
                Route.post("/v1/rank", this::rank),
                Route.get("/v1/feeds/{request_id}", this::snapshot),
                Route.get("/v1/feeds/{request_id}/explain", this::explain));
    }

    private CompletionStage<Reply> feed(Call call) {
        long start = System.nanoTime();
        call.allowOnly("limit", "cursor", "explain", "language", "topic");
        String user = notErased(call.pathId("user"));
        int limit = call.integer("limit", DEFAULT_ITEMS, 1, MOST_ITEMS);
        boolean explain = call.flag("explain");
        Map<String, String> wishes = wishes(call);
        Optional<Cursor> cursor = call.text("cursor").map(Cursor::decode);
        if (cursor.isPresent()) {
            FeedJson.Page page = new FeedJson.Page(cursor.get().offset(), limit, explain);
            return nextPage(user, cursor.get()).thenApply(answer -> reply(answer, page, start));
        }
        return service.answer(
                        requests.feed(user, limit, explain, wishes, call.header("traceparent")))
                .thenApply(answer -> reply(answer, new FeedJson.Page(0, limit, explain), start));
    }

    /** A feed would leave traces of whom it is for. */
    private String notErased(String user) {
        if (erased.test(user)) {
            throw Problem.of(
                            ProblemType.GONE,
                            "user: this person was erased, and no feed is ranked for them any more")
                    .exception();
        }
        return user;
    }

    /** What the feed shall be about; the ranker knows what the names mean. */
    private static Map<String, String> wishes(Call call) {
        Map<String, String> wishes = new TreeMap<>();
        for (String name : List.of("language", "topic")) {
            call.text(name)
                    .ifPresent(
                            wish -> {
                                if (wish.isBlank() || wish.length() > LONGEST_WISH) {
                                    throw FeedrankException.badInput(
                                            name
                                                    + ": got "
                                                    + wish.length()
                                                    + " characters, expected 1 to "
                                                    + LONGEST_WISH
                                                    + ", not blank");
                                }
                                wishes.put(name, wish);
                            });
        }
        return wishes;
    }

    private CompletableFuture<Answer> nextPage(String user, Cursor cursor) {
        String firstPage =
                "GET /v1/users/" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "/feed";
        return snapshots
                .served(
                        cursor.requestId(),
                        ProblemType.GONE,
                        "ask for the first page again: " + firstPage)
                .thenApply(
                        snapshot -> {
                            if (!snapshot.getUserId().equals(user)) {
                                throw FeedrankException.badInput(
                                        "cursor: got one of another user's feed, expected one of "
                                                + firstPage);
                            }
                            return service.decorated(snapshot);
                        });
    }

    private CompletionStage<Reply> rank(Call call) {
        long start = System.nanoTime();
        call.allowOnly();
        RankBody.Parsed body = rankBody.parse(call);
        FeedJson.Page page = new FeedJson.Page(0, MOST_ITEMS, false);
        return service.answer(
                        requests.rank(
                                notErased(body.user()),
                                body.postIds(),
                                body.context(),
                                call.header("traceparent")))
                .thenApply(answer -> reply(answer, page, start));
    }

    private CompletionStage<Reply> snapshot(Call call) {
        long start = System.nanoTime();
        call.allowOnly("limit", "explain");
        int limit = call.integer("limit", DEFAULT_ITEMS, 1, MOST_ITEMS);
        FeedJson.Page page = new FeedJson.Page(0, limit, call.flag("explain"));
        return served(call)
                .thenApply(service::decorated)
                .thenApply(answer -> reply(answer, page, start));
    }

    private CompletionStage<Reply> explain(Call call) {
        call.allowOnly("post_id");
        String postId = call.queryId("post_id");
        return served(call)
                .thenApply(snapshot -> Reply.json(200, FeedJson.explanation(snapshot, postId)));
    }

    private CompletableFuture<FeedResponse> served(Call call) {
        return snapshots.served(
                call.pathId("request_id"),
                ProblemType.NOT_FOUND,
                "request_id of a feed's answer is the id to ask for");
    }

    private Reply reply(Answer answer, FeedJson.Page page, long start) {
        ObjectNode node = FeedJson.feed(answer, page, clock.instant());
        node.put("took_ms", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start) / 1_000.0);
        return Reply.json(200, node);
    }
}
