package io.feedrank.ranking.pipeline;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;

import io.feedrank.feature.parity.AuditShare;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.SeenPost;
import io.feedrank.proto.v1.StageTiming;
import io.feedrank.proto.v1.UserSession;
import io.feedrank.proto.v1.Verdict;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.LocalPostVectors;
import io.feedrank.ranking.pipeline.rerank.DiversityConfig;
import io.feedrank.ranking.pipeline.scoring.Models;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** One user and some posts in memory, and the whole pipeline over them. */
final class RankingWorld {
    private static final PipelineConfig CONFIG =
            new PipelineConfig(
                    100,
                    50,
                    100,
                    10,
                    Limits.patient(Duration.ofSeconds(20)),
                    Duration.ofDays(30),
                    Duration.ofHours(24),
                    DiversityConfig.DEFAULT,
                    AuditShare.ALL);

    final InMemoryOnlineStore store = new InMemoryOnlineStore();
    final LiveIndex index = Newsroom.index();
    final Newsroom newsroom = new Newsroom(store, index);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Models models = FakeModels.byColumn("post_clicks_24h");
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);

    void trendingPosts(int count) {
        String[] ids = new String[count];
        for (int i = 0; i < count; i++) {
            ids[i] = "p" + i;
            newsroom.add(Newsroom.post(ids[i], "author" + i, "topic" + i), i);
        }
        newsroom.trending(ids);
    }

    PipelineExecutor executor() {
        return new PipelineExecutor(
                PipelineStages.standard(store, new LocalPostVectors(index), models, CONFIG),
                CONFIG,
                clock,
                new PipelineMetrics(meters));
    }

    private PipelineExecutor shared;

    FeedResponse rank(RankingRequest request) {
        return rank(request, none());
    }

    FeedResponse rank(RankingRequest request, UserSession session) {
        if (shared == null) {
            shared = executor();
        }
        return shared.rank(request, session).snapshot();
    }

    static UserSession none() {
        return UserSession.getDefaultInstance();
    }

    /** Posts served one minute apart, the last of them just now. */
    static UserSession seen(String... newestFirst) {
        UserSession.Builder session = UserSession.newBuilder();
        for (int i = 0; i < newestFirst.length; i++) {
            session.addSeen(
                    SeenPost.newBuilder()
                            .setPostId(newestFirst[i])
                            .setServedAtMs(NOON.minus(Duration.ofMinutes(i)).toEpochMilli()));
        }
        return session.build();
    }

    static List<String> ids(FeedResponse feed) {
        return feed.getItemsList().stream().map(FeedItem::getPostId).toList();
    }

    static FeedItem item(FeedResponse feed, String postId) {
        return feed.getItemsList().stream()
                .filter(item -> item.getPostId().equals(postId))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> verdicts(FeedResponse feed) {
        return feed.getVerdictsList().stream()
                .collect(java.util.stream.Collectors.toMap(Verdict::getPostId, Verdict::getStage));
    }

    static StageTiming stage(FeedResponse feed, String name) {
        return feed.getStagesList().stream()
                .filter(stage -> stage.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A clock that shows another instant at each look. */
    static Clock clock(java.util.function.Supplier<Instant> instants) {
        return new SteppingClock(instants);
    }

    static RequestBuilder request() {
        return new RequestBuilder();
    }

    static final class RequestBuilder {
        private int limit = 5;
        private Instant deadline = Instant.MAX;
        private List<String> own = List.of();
        private Map<String, String> context = Map.of();

        RequestBuilder limit(int value) {
            limit = value;
            return this;
        }

        RequestBuilder deadline(Instant value) {
            deadline = value;
            return this;
        }

        RequestBuilder own(String... postIds) {
            own = List.of(postIds);
            return this;
        }

        RequestBuilder context(Map<String, String> value) {
            context = value;
            return this;
        }

        RankingRequest build() {
            return new RankingRequest("r1", "u1", limit, deadline, own, context, false);
        }
    }

    /** Shows another instant at each look. */
    private static final class SteppingClock extends Clock {
        private final java.util.function.Supplier<Instant> instants;

        SteppingClock(java.util.function.Supplier<Instant> instants) {
            this.instants = instants;
        }

        @Override
        public Instant instant() {
            return instants.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
