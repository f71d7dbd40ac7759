package io.feedrank.cli.dataset;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * People reading: each comes some times a day, looks at some lists of posts, clicks what {@link
 * ClickModel} says, reads longer and likes more what truly interests, and hides what does not.
 */
final class ReadingSimulation extends EventTimeOrder {
    private static final long DAY_MS = 86_400_000;
    private static final int IN_VIEW = 5;
    private static final double LISTS_A_SESSION = 7;
    private static final double SHORTEST_LOOK_MS = 12_000;
    private static final double MEAN_LOOK_MS = 25_000;
    private static final List<String> DEVICES =
            List.of("phone", "phone", "phone", "tablet", "desktop");

    /** A look at one list of posts, and how many more follow it. */
    private record Look(long timeMs, int reader, String session, int left) {}

    private final Newsroom newsroom;
    private final long endMs;
    private final Popularity popularity;
    private final BaselineFeed feed;
    private final RandomGenerator random;
    private final PriorityQueue<Look> looks =
            new PriorityQueue<>(
                    Comparator.comparingLong(Look::timeMs).thenComparing(Look::session));

    /** By reader, by article: times shown and clicked. */
    private final List<Map<Integer, int[]>> met;

    private long settledUntilMs = Long.MIN_VALUE;
    private int impressions;

    ReadingSimulation(Newsroom newsroom, long seed, long startMs, long endMs) {
        SplittableRandom source = new SplittableRandom(seed);
        this.newsroom = newsroom;
        this.endMs = endMs;
        this.popularity = new Popularity(newsroom.articles(), startMs);
        this.feed = new BaselineFeed(newsroom.articles(), popularity, source.split());
        this.random = source.split();
        this.met =
                newsroom.readers().stream()
                        .map(reader -> (Map<Integer, int[]>) new HashMap<Integer, int[]>())
                        .toList();
        planSessions(source.split(), startMs);
    }

    private void planSessions(RandomGenerator plan, long startMs) {
        int session = 0;
        for (int reader = 0; reader < newsroom.readers().size(); reader++) {
            double rate = newsroom.readers().get(reader).sessionsADay() * 2.1;
            long time = startMs;
            while (true) {
                time += (long) (-StrictMath.log(1 - plan.nextDouble()) * DAY_MS / (2 * rate));
                if (time >= endMs) {
                    break;
                }
                // Thinning: nights are quiet. The peak is at six in the evening, twice the daily
                // mean.
                double hour = time % DAY_MS / (double) DAY_MS;
                if (plan.nextDouble() < 0.5 * (1 + StrictMath.sin(2 * Math.PI * (hour - 0.5)))) {
                    int lists =
                            1
                                    + (int)
                                            (-StrictMath.log(1 - plan.nextDouble())
                                                            * (LISTS_A_SESSION - 1)
                                                    + 0.5);
                    looks.add(new Look(time, reader, "s-" + ++session, lists - 1));
                }
            }
        }
    }

    @Override
    boolean produce() {
        Look look = looks.poll();
        if (look == null || look.timeMs() >= endMs) {
            return false;
        }
        settledUntilMs = look.timeMs();
        long busyMs = show(look);
        if (look.left() > 0) {
            long next =
                    look.timeMs()
                            + busyMs
                            + (long)
                                    (SHORTEST_LOOK_MS
                                            - StrictMath.log(1 - random.nextDouble())
                                                    * MEAN_LOOK_MS);
            looks.add(new Look(next, look.reader(), look.session(), look.left() - 1));
        }
        return true;
    }

    @Override
    long settledUntilMs() {
        return settledUntilMs;
    }

    /** Shows a list; how long its posts were read, in milliseconds. */
    private long show(Look look) {
        Reader reader = newsroom.readers().get(look.reader());
        List<Integer> posts = feed.pick(reader, IN_VIEW, look.timeMs());
        if (posts.isEmpty()) {
            return 0;
        }
        impressions++;
        Step step = new Step("i-" + impressions, reader, look);
        List<String> ids = posts.stream().map(post -> newsroom.articles().get(post).id()).toList();
        add(step.event("", EventType.IMPRESSION, ids, look.timeMs(), null, null));
        long timeMs = look.timeMs();
        for (int place = 0; place < posts.size(); place++) {
            timeMs = react(step, posts.get(place), place, timeMs);
        }
        return timeMs - look.timeMs();
    }

    private long react(Step step, int index, int place, long timeMs) {
        Article article = newsroom.articles().get(index);
        int[] before = met.get(step.look().reader()).computeIfAbsent(index, fresh -> new int[2]);
        double click =
                ClickModel.probability(
                        step.reader(), article, step.look().timeMs(), place, before[0], before[1]);
        before[0]++;
        double interest = ClickModel.interest(step.reader(), article);
        if (random.nextDouble() >= click) {
            if (random.nextDouble() < 0.02 * ClickModel.logistic(-2 - 2 * interest)) {
                act(step, place, EventType.HIDE, article, timeMs + 3_000 + 500L * place, null);
            }
            return timeMs;
        }
        before[1]++;
        long clickMs = timeMs + 2_000 + (long) (random.nextDouble() * 8_000);
        popularity.click(index, clickMs);
        act(step, place, EventType.CLICK, article, clickMs, null);
        long dwellMs =
                (long) (1_000 * StrictMath.exp(2.6 + 0.7 * interest + 0.8 * random.nextGaussian()));
        dwellMs = Math.max(500, Math.min(dwellMs, 600_000));
        act(step, place, EventType.DWELL, article, clickMs + dwellMs, dwellMs);
        if (random.nextDouble() < 0.4 * ClickModel.logistic(-2.2 + 1.1 * interest)) {
            act(step, place, EventType.LIKE, article, clickMs + dwellMs - 100, null);
        }
        if (random.nextDouble() < 0.05 * ClickModel.logistic(-1 + interest)) {
            act(step, place, EventType.SHARE, article, clickMs + dwellMs - 200, null);
        }
        if (random.nextDouble() < 0.04 * ClickModel.logistic(-1 + interest)) {
            act(step, place, EventType.COMMENT, article, clickMs + dwellMs - 300, null);
        }
        return clickMs + dwellMs;
    }

    private void act(
            Step step,
            int place,
            EventType type,
            Article article,
            long timeMs,
            @Nullable Long dwellMs) {
        if (timeMs < endMs) {
            String suffix = "-" + type.wireName() + "-" + place;
            add(step.event(suffix, type, List.of(article.id()), timeMs, place, dwellMs));
        }
    }

    /** A look with the id of its impression, from which those of its actions derive. */
    private record Step(String impressionId, Reader reader, Look look) {
        Event event(
                String suffix,
                EventType type,
                List<String> posts,
                long timeMs,
                @Nullable Integer position,
                @Nullable Long dwellMs) {
            String device = DEVICES.get(Math.floorMod(reader.id().hashCode(), DEVICES.size()));
            Instant time = Instant.ofEpochMilli(timeMs);
            return new Event(
                    impressionId + suffix,
                    reader.id(),
                    type,
                    posts,
                    time,
                    null,
                    position,
                    dwellMs,
                    device,
                    look.session());
        }
    }
}
