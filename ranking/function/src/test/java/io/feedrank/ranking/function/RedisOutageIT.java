package io.feedrank.ranking.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica does while Redis is away: it ranks from what it read before. */
class RedisOutageIT {
    private static final String REPLIES = "feed-responses.outage";

    @TempDir private Path directory;

    @Test
    void who_was_known_before_gets_a_feed_that_says_what_it_lacks_and_who_was_not_gets_none()
            throws Exception {
        try (ServiceBed bed = ServiceBed.start(directory, new TestModels())) {
            bed.kafka().create(REPLIES, 1, "delete");
            FeedResponse before = ask(bed, "known", "r1");
            assertThat(before.getServedBy()).isEqualTo(ServedBy.SERVED_BY_FULL);
            assertThat(before.getDegradedList()).isEmpty();

            bed.redis().kill();
            FeedResponse during = ask(bed, "known", "r2");
            assertThat(during.getServedBy()).isEqualTo(ServedBy.SERVED_BY_FULL);
            assertThat(during.getItemsList()).isNotEmpty();
            assertThat(during.getDegradedList()).contains("near-cache", "snapshot");
            assertThat(during.getModel()).isEqualTo(before.getModel());
            assertThat(bed.get("/health/ready").statusCode())
                    .as("all replicas lose Redis at the same time: none is taken out")
                    .isEqualTo(200);
            assertThat(bed.get("/health/ready").body()).contains("\"redis\":false");
            assertThat(bed.get("/metrics").body())
                    .containsPattern("feedrank_near_cache_keys_total\\{outcome=\"stale\"\\} [1-9]");

            FeedResponse stranger = ask(bed, "stranger", "r3");
            assertThat(stranger.getItemsList()).isEmpty();
            assertThat(stranger.getError().getMessage())
                    .as("whom a stranger blocked is not known")
                    .contains("Redis");

            bed.redis().start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> bed.get("/health/ready").body().contains("\"redis\":true"));
        }
    }

    private static FeedResponse ask(ServiceBed bed, String user, String request) throws Exception {
        return StatefunCaller.feed(
                new StatefunCaller(bed.port(), user)
                        .call(
                                FeedRequest.newBuilder()
                                        .setRequestId(request)
                                        .setUserId(user)
                                        .setLimit(10)
                                        .setDeadlineMs(Instant.now().plusSeconds(60).toEpochMilli())
                                        .setReplyTopic(REPLIES)
                                        .build()
                                        .toByteArray()));
    }
}
