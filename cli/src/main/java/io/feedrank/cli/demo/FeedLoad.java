package io.feedrank.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedrank.cli.ApiClient;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks for many feeds, several at a time, and measures what a client sees. */
final class FeedLoad {
    private static final int LIMIT = 50;
    private static final int FIRST = 10;
    private static final String FAILED = "failed";

    private final ApiClient api;
    private final int concurrency;

    FeedLoad(ApiClient api, int concurrency) {
        this.api = api;
        this.concurrency = concurrency;
    }

    /**
     * What a client saw.
     *
     * @param servedBy feeds by level, and {@code failed} for those that did not come
     * @param askedUsers how many different people asked
     * @param distinctFeeds how many different first ten posts they got, each person's first feed
     *     taken
     */
    record Result(
            int requests,
            double p50Ms,
            double p99Ms,
            Map<String, Integer> servedBy,
            int askedUsers,
            int distinctFeeds) {
        Result {
            servedBy = new TreeMap<>(servedBy);
        }

        double fullShare() {
            return requests == 0 ? 0 : servedBy.getOrDefault("full", 0) / (double) requests;
        }
    }

    private record Sample(double millis, String servedBy, List<String> firstPosts) {}

    /** Asks for {@code requests} feeds, of these users in turn. */
    Result run(List<String> users, int requests, Progress progress) {
        progress.expect(requests);
        progress.reach(0);
        ExecutorService clients = Executors.newFixedThreadPool(concurrency);
        try {
            List<Future<Sample>> pending = new ArrayList<>(requests);
            for (int i = 0; i < requests; i++) {
                String user = users.get(i % users.size());
                pending.add(
                        clients.submit(
                                () -> {
                                    Sample sample = ask(user);
                                    progress.advance(1);
                                    return sample;
                                }));
            }
            return summary(pending, Math.min(users.size(), requests));
        } finally {
            clients.shutdownNow();
        }
    }

    private Sample ask(String user) {
        long begun = System.nanoTime();
        try {
            JsonNode feed = api.feed(user, LIMIT, false);
            double millis = (System.nanoTime() - begun) / 1e6;
            List<String> posts = new ArrayList<>(FIRST);
            for (JsonNode item : feed.path("items")) {
                if (posts.size() < FIRST) {
                    posts.add(item.path("post_id").asText());
                }
            }
            return new Sample(millis, feed.path("served_by").asText(), posts);
        } catch (CommandFailure refused) {
            return new Sample((System.nanoTime() - begun) / 1e6, FAILED, List.of());
        }
    }

    private static Result summary(List<Future<Sample>> pending, int users) {
        double[] millis = new double[pending.size()];
        Map<String, Integer> servedBy = new HashMap<>();
        HashSet<List<String>> feeds = new HashSet<>();
        try {
            for (int i = 0; i < millis.length; i++) {
                Sample sample = pending.get(i).get();
                millis[i] = sample.millis();
                servedBy.merge(sample.servedBy(), 1, Integer::sum);
                if (i < users && !sample.firstPosts().isEmpty()) {
                    feeds.add(sample.firstPosts());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        Arrays.sort(millis);
        return new Result(
                millis.length,
                quantile(millis, 0.5),
                quantile(millis, 0.99),
                servedBy,
                users,
                feeds.size());
    }

    /** The smallest value that at least this share of all is not above. */
    static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
