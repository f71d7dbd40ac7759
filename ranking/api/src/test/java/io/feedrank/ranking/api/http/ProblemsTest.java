package io.feedrank.ranking.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void a_problem_is_rfc_9457_json() {
        Reply reply =
                new Problem(
                                ProblemType.GONE,
                                "ask again",
                                Map.of("hint", Json.object().put("after", 3)))
                        .reply();

        JsonNode body = Json.parse("reply", reply.body());
        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.contentType()).isEqualTo("application/problem+json");
        assertThat(body.get("type").asText()).isEqualTo("urn:feedrank:problem:gone");
        assertThat(body.get("title").asText()).isEqualTo("It has expired");
        assertThat(body.get("status").asInt()).isEqualTo(410);
        assertThat(body.get("detail").asText()).isEqualTo("ask again");
        assertThat(body.get("hint").get("after").asInt()).isEqualTo(3);
    }

    @Test
    void a_failure_that_may_pass_says_when_to_try_again() {
        assertThat(Problem.of(ProblemType.UNAVAILABLE, "x").reply().headers())
                .containsEntry("Retry-After", "1");
        assertThat(Problem.of(ProblemType.BAD_INPUT, "x").reply().headers()).isEmpty();
    }

    @Test
    void each_category_has_its_status() {
        assertThat(status(FeedrankException.badInput("x"))).isEqualTo(400);
        assertThat(status(new FeedrankException(Category.UNAVAILABLE, "x"))).isEqualTo(503);
        assertThat(status(new FeedrankException(Category.TIMEOUT, "x"))).isEqualTo(504);
        assertThat(status(new RejectedExecutionException())).isEqualTo(503);
        assertThat(status(new CompletionException(FeedrankException.badInput("x")))).isEqualTo(400);
    }

    @Test
    void a_defect_keeps_its_message_to_itself() {
        Problem problem = Problems.of(new IllegalStateException("password=hunter2"));

        assertThat(problem.type()).isEqualTo(ProblemType.INTERNAL);
        assertThat(problem.detail()).doesNotContain("hunter2");
    }

    private static int status(Throwable failure) {
        return Problems.of(failure).type().status();
    }
}
