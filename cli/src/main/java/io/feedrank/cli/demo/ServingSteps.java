package io.feedrank.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.feedrank.cli.ApiClient;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Console;
import io.feedrank.cli.FeedTables;
import io.feedrank.cli.Progress;
import io.feedrank.cli.demo.StepLog.Outcome;
import io.feedrank.cli.stack.Polling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The part of the demo that asks for feeds: a few to look at, then many to measure. */
final class ServingSteps {
    private static final Duration FIRST_FEED_PATIENCE = Duration.ofSeconds(60);
    private static final Duration WARM_UP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int WARM_UP_FEEDS = 100;
    private static final int SHOWN_USERS = 3;
    private static final int SHOWN_POSTS = 10;
    private static final int LONGEST_TITLE = 52;
    private static final int CONCURRENCY = 4;

    private final ApiClient api;
    private final StepLog steps;
    private final Console console;
    private final Path logs;

    /**
     * @param logs where one looks when no feed comes
     */
    ServingSteps(ApiClient api, StepLog steps, Console console, Path logs) {
        this.api = api;
        this.steps = steps;
        this.console = console;
        this.logs = logs;
    }

    /** Shows the feeds of the first users, then asks for feeds of all of them in turn. */
    FeedLoad.Result run(List<String> users, int requests) {
        show(users.subList(0, Math.min(SHOWN_USERS, users.size())));
        FeedLoad load = new FeedLoad(api, CONCURRENCY);
        steps.run("warming up", 0, progress -> warmUp(load, users, progress));
        return steps.run(
                "asking for " + Console.count(requests) + " feeds",
                0,
                progress -> {
                    FeedLoad.Result result = load.run(users, requests, progress);
                    return new Outcome<>(result, "served by " + result.servedBy());
                });
    }

    private void show(List<String> users) {
        for (String user : users) {
            JsonNode feed = firstFullFeed(user);
            console.say("");
            console.say(
                    "Feed of "
                            + user
                            + ", served by "
                            + feed.path("served_by").asText()
                            + ", model "
                            + feed.path("model").asText());
            console.say(FeedTables.items(feed, LONGEST_TITLE).toString());
            if (user.equals(users.get(users.size() - 1))) {
                console.say("");
                console.say("What each stage did for " + user);
                console.say(FeedTables.stages(feed).toString());
            }
        }
    }

    /**
     * The ranking service reads vectors and loads the model when it starts; feeds come from a lower
     * level until then.
     */
    private JsonNode firstFullFeed(String user) {
        return steps.run(
                "asking for the feed of " + user,
                0,
                progress -> {
                    JsonNode feed =
                            Polling.latest(
                                    FIRST_FEED_PATIENCE,
                                    POLL,
                                    () -> tried(user, progress),
                                    answer -> answer.path("served_by").asText().equals("full"));
                    if (feed.isMissingNode()) {
                        throw new CommandFailure(
                                "the API gave no feed of "
                                        + user
                                        + " within "
                                        + FIRST_FEED_PATIENCE.toSeconds()
                                        + " s; see "
                                        + logs);
                    }
                    return new Outcome<>(feed, "served by " + feed.path("served_by").asText());
                });
    }

    private JsonNode tried(String user, Progress progress) {
        try {
            return api.feed(user, SHOWN_POSTS, false);
        } catch (CommandFailure notYet) {
            progress.detail(String.valueOf(notYet.getMessage()));
            return MissingNode.getInstance();
        }
    }

    /**
     * Unmeasured feeds, of people who are not asked for later if there are enough, until a hundred
     * in a row were full.
     */
    private static Outcome<Integer> warmUp(FeedLoad load, List<String> users, Progress progress) {
        List<String> others = new ArrayList<>(users);
        Collections.reverse(others);
        FeedLoad.Result last =
                Polling.latest(
                        WARM_UP_PATIENCE,
                        POLL,
                        () -> load.run(others, WARM_UP_FEEDS, progress),
                        result -> result.servedBy().getOrDefault("full", 0) == WARM_UP_FEEDS);
        return new Outcome<>(
                last.requests(),
                "the last " + last.requests() + " feeds were served by " + last.servedBy());
    }
}
