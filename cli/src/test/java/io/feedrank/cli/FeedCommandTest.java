package io.feedrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeedCommandTest {
    private static final String FEED =
            """
            {"request_id":"r1","user_id":"u/1","served_by":"full","model":"feed/1","freshness_ms":1500,
             "items":[{"post_id":"p1","rank":1,"score":0.25,"sources":["ann","fresh"],"title":"A title","author_id":"a1","topic":null}],
             "stages":[{"name":"candidates","in":0,"out":1000,"ms":3.25}],
             "degraded":["trending"],
             "verdicts":[{"post_id":"p2","stage":"filter","reason":"seen","score":null,"sources":["ann"]}]}
            """;

    @Test
    void a_feed_is_shown_with_its_stages() throws Exception {
        try (FakeApi api = new FakeApi(200, FEED)) {
            Ran ran = Ran.feedrank("feed", "u/1", "--limit", "10", "--api", api.url());

            assertThat(ran.exit()).isZero();
            assertThat(api.requests)
                    .containsExactly("GET /v1/users/u%2F1/feed?limit=10&explain=false");
            assertThat(ran.out().lines().map(String::strip))
                    .contains(
                            "1  p1    A title         a1      0.2500  ann,fresh",
                            "candidates   0  1000  3.25")
                    .contains(
                            "Done without: trending",
                            "The newest feature of the user was 1.5 s old.")
                    .noneMatch(line -> line.contains("seen"));
        }
    }

    @Test
    void verdicts_are_shown_when_asked_for() throws Exception {
        try (FakeApi api = new FakeApi(200, FEED)) {
            Ran ran = Ran.feedrank("feed", "u1", "--explain", "--api", api.url());

            assertThat(ran.out()).containsPattern("p2 +filter +seen +ann");
        }
    }

    @Test
    void a_problem_is_told_in_its_own_words() throws Exception {
        try (FakeApi api =
                new FakeApi(404, "{\"title\":\"Not found\",\"detail\":\"no such user\"}")) {
            Ran ran = Ran.feedrank("feed", "u1", "--api", api.url());

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("the API answers 404: no such user");
        }
    }
}
