package io.feedrank.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedrank.cli.ApiClient;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Console;
import io.feedrank.cli.dataset.ClickTruth;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sample's people go on reading, a bounded trickle of them: each asks the API for a feed, looks
 * at its first posts, and a little later clicks what the generator's own click model says. So the
 * stack that stays up has traffic, from which models are trained, put on trial and judged.
 *
 * <p>One thread: when the API is slow, or fails, there are fewer feeds and never a queue of them.
 */
final class SimulatedReaders implements AutoCloseable {
    private static final int IN_VIEW = 10;
    private static final Duration CLICKS_AFTER = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiClient api;
    private final ClickTruth truth;
    private final List<String> users;
    private final Clock clock;
    private final Random random;
    private final Console console;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread daemon = new Thread(task, "simulated-readers");
                        daemon.setDaemon(true);
                        return daemon;
                    });

    /** By user and post: how often it was shown and clicked here. */
    private final Map<String, int[]> met = new HashMap<>();

    private boolean failing;
    private final AtomicLong feeds = new AtomicLong();

    /**
     * Who reads.
     *
     * @param users of the dataset
     * @param clock the stack's
     */
    SimulatedReaders(
            ApiClient api, ClickTruth truth, List<String> users, Clock clock, Console console) {
        this.api = api;
        this.truth = truth;
        this.users = List.copyOf(users);
        this.clock = clock;
        this.random = new Random(users.size());
        this.console = console;
    }

    /** Begins, with so many feeds a minute at the most. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor
    SimulatedReaders start(int feedsAMinute) {
        long pause = Duration.ofMinutes(1).dividedBy(feedsAMinute).toMillis();
        thread.scheduleAtFixedRate(this::readQuietly, pause, pause, TimeUnit.MILLISECONDS);
        return this;
    }

    // An exception would end the schedule.
    private void readQuietly() {
        try {
            read(users.get(random.nextInt(users.size())));
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                console.note("simulated readers get no feed: " + e.getMessage());
            }
            failing = true;
        }
    }

    /** One person looks at one feed. */
    @SuppressWarnings("FutureReturnValueIgnored") // late clicks are lost with the stack
    void read(String user) {
        JsonNode feed = api.feed(user, IN_VIEW, false);
        String request = feed.path("request_id").asText();
        List<String> posts = new ArrayList<>();
        feed.path("items").forEach(item -> posts.add(item.path("post_id").asText()));
        if (posts.isEmpty()) {
            return;
        }
        feeds.incrementAndGet();
        String id = "sim-" + request;
        api.events(List.of(event(id, user, "impression", posts, request).toString()));
        List<ObjectNode> actions = new ArrayList<>();
        for (int place = 0; place < posts.size(); place++) {
            if (clicks(user, posts.get(place), place)) {
                String post = posts.get(place);
                actions.add(
                        event(id + "-click-" + place, user, "click", List.of(post), request)
                                .put("position", place));
                actions.add(
                        event(id + "-dwell-" + place, user, "dwell", List.of(post), request)
                                .put("position", place)
                                .put("dwell_ms", dwellMs()));
            }
        }
        if (!actions.isEmpty()) {
            thread.schedule(() -> act(actions), CLICKS_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Feeds that were looked at so far. */
    long feeds() {
        return feeds.get();
    }

    private void act(List<ObjectNode> actions) {
        String now = now();
        try {
            api.events(
                    actions.stream().map(each -> each.put("event_time", now).toString()).toList());
        } catch (CommandFailure lost) {
            console.note("simulated clicks were lost: " + lost.getMessage());
        }
    }

    private boolean clicks(String user, String post, int place) {
        int[] before = met.computeIfAbsent(user + " " + post, fresh -> new int[2]);
        double probability =
                truth.clickProbability(
                        user,
                        post,
                        new ClickTruth.Sight(clock.instant(), place, before[0], before[1]));
        before[0]++;
        boolean clicks = random.nextDouble() < probability;
        before[1] += clicks ? 1 : 0;
        return clicks;
    }

    // As long as the sample's people stay with what interests them neither much nor little.
    private long dwellMs() {
        return Math.min(600_000, (long) (1_000 * Math.exp(2.6 + 0.8 * random.nextGaussian())));
    }

    private ObjectNode event(
            String id, String user, String type, List<String> posts, String request) {
        ObjectNode event =
                JSON.createObjectNode()
                        .put("event_id", id)
                        .put("user_id", user)
                        .put("type", type)
                        .put("event_time", now())
                        .put("request_id", request);
        posts.forEach(event.putArray("post_ids")::add);
        return event;
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
