package io.feedrank.ranking.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.proto.v1.FeedRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RankingRequestTest {
    private static final FeedRequest GOOD =
            FeedRequest.newBuilder()
                    .setRequestId("r1")
                    .setUserId("u1")
                    .setLimit(20)
                    .setDeadlineMs(5_000)
                    .addCandidatePostIds("p1")
                    .addCandidatePostIds("p1")
                    .putContext("language", "da")
                    .setExplain(true)
                    .build();

    @Test
    void every_field_is_taken_over() {
        RankingRequest request = RankingRequest.of(GOOD);
        assertThat(request.requestId()).isEqualTo("r1");
        assertThat(request.userId()).isEqualTo("u1");
        assertThat(request.limit()).isEqualTo(20);
        assertThat(request.deadline()).isEqualTo(Instant.ofEpochSecond(5));
        assertThat(request.candidatePostIds()).containsExactly("p1");
        assertThat(request.context()).containsEntry("language", "da");
        assertThat(request.explain()).isTrue();
        assertThat(request.hasOwnCandidates()).isTrue();
    }

    @Test
    void no_deadline_is_never() {
        assertThat(RankingRequest.of(GOOD.toBuilder().clearDeadlineMs().build()).deadline())
                .isEqualTo(Instant.MAX);
    }

    @Test
    void a_bad_field_is_named_with_what_was_got() {
        assertThatThrownBy(() -> RankingRequest.of(GOOD.toBuilder().setLimit(0).build()))
                .hasMessage("limit: got 0, expected 1 to 200");
        assertThatThrownBy(() -> RankingRequest.of(GOOD.toBuilder().setUserId(" ").build()))
                .hasMessageContaining("user_id: got 1 characters");
        assertThatThrownBy(() -> RankingRequest.of(GOOD.toBuilder().clearRequestId().build()))
                .hasMessageContaining("request_id");
        assertThatThrownBy(
                        () -> RankingRequest.of(GOOD.toBuilder().addCandidatePostIds("").build()))
                .hasMessageContaining("candidate_post_ids");
    }
}
