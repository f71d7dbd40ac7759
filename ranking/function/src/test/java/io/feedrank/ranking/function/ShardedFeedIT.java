package io.feedrank.ranking.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.StageTiming;
import io.feedrank.ranking.shard.ShardService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds whose index is in another process, as one setting says. */
final class ShardedFeedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_feed_takes_its_candidates_from_a_shard_and_does_without_when_that_is_gone(
            @TempDir Path directory) throws Exception {
        try (ServiceBed bed = ServiceBed.start(directory, new TestModels())) {
            bed.service().close();
            Settings sharded = with(bed.settings(), directory);
            TestData.writeUser(bed.store(), "u1", "anna");
            bed.kafka()
                    .send(
                            Topics.POST_EMBEDDINGS,
                            "p0".getBytes(UTF_8),
                            TestData.embedding("p0", "anna"));
            try (RankingService service = RankingService.start(sharded, new TestModels())) {
                ServiceBed far =
                        new ServiceBed(bed.kafka(), bed.redis(), sharded, bed.store(), service);
                assertThat(far.get("/health/ready").statusCode()).isEqualTo(503);
                try (ShardService shard = ShardService.start(sharded)) {
                    assertThat(shard.port()).isPositive();
                    await().atMost(PATIENCE)
                            .until(() -> far.get("/health/ready").statusCode() == 200);
                    assertThat(far.get("/health/ready").body())
                            .contains("\"index\":\"shards\"", "\"partitions_ready\":4");
                    FeedResponse feed = feed(far, "r1");
                    assertThat(item(feed, "p0").getSourcesList()).contains("ann");
                    assertThat(feed.getDegradedList()).isEmpty();
                    assertThat(ann(feed).getNote()).contains("4 partitions");
                }
                await().atMost(PATIENCE)
                        .until(() -> far.get("/health/ready").body().contains("\"shards\":0"));
                FeedResponse without = feed(far, "r2");
                assertThat(without.getItemsCount()).isPositive();
                assertThat(item(without, "p0").getSourcesList()).doesNotContain("ann");
                assertThat(without.getDegradedList()).contains("source.ann", "vectors");
                assertThat(ann(without).getNote()).contains("no shard of the index is there");
            }
        }
    }

    private static Settings with(Settings settings, Path directory) {
        Map<String, String> all = new HashMap<>(settings.asMap());
        all.put("ranking.index", "shards");
        all.put("ranking.shard-timeout-ms", "20000");
        all.put(
                "ranking.source-timeouts-ms",
                "ann:20000,similar:20000,followed:20000,trending:20000,fresh:20000,explore:20000");
        all.put("shard.port", "0");
        all.put("shard.http-port", "0");
        all.put("shard.heartbeat-ms", "200");
        all.put("index.snapshot-dir", directory.resolve("shards").toString());
        return Settings.of(all);
    }

    private static FeedResponse feed(ServiceBed bed, String requestId) throws Exception {
        byte[] request =
                FeedRequest.newBuilder()
                        .setRequestId(requestId)
                        .setUserId("u1")
                        .setLimit(10)
                        .setDeadlineMs(Instant.now().plusSeconds(60).toEpochMilli())
                        .setReplyTopic(Topics.responsesOf("test"))
                        .build()
                        .toByteArray();
        return StatefunCaller.feed(new StatefunCaller(bed.port(), "u1").call(request));
    }

    private static FeedItem item(FeedResponse feed, String postId) {
        return feed.getItemsList().stream()
                .filter(item -> item.getPostId().equals(postId))
                .findFirst()
                .orElseThrow();
    }

    private static StageTiming ann(FeedResponse feed) {
        return feed.getStagesList().stream()
                .filter(stage -> stage.getName().equals("source.ann"))
                .findFirst()
                .orElseThrow();
    }
}
