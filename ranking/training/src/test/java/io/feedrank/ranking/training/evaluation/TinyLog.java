package io.feedrank.ranking.training.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A small generated click log: two days to learn from and a day and a half to be judged on. Some
 * posts are better than others, and each user prefers one kind, so that there is something to
 * learn. Several impressions share a second.
 *
 * @param trainHistory reads before the first day
 * @param testHistory reads before the test, some of which the training's clicks tell of too
 */
record TinyLog(
        List<LogLine> train,
        List<String> trainHistory,
        List<LogLine> test,
        List<String> testHistory) {
    static final Instant START = Instant.parse("2023-05-18T07:00:00Z");
    static final Instant TEST_START = START.plus(Duration.ofDays(2));

    private static final int USERS = 30;
    private static final int POSTS = 60;
    private static final int KINDS = 4;

    static TinyLog generate(long seed) {
        Random random = new Random(seed);
        List<LogLine> train = impressions("a", START, 500, 345, random);
        List<LogLine> test = impressions("b", TEST_START, 250, 518, random);
        return new TinyLog(
                train, history(START, random), test, history(TEST_START.minusSeconds(1), random));
    }

    TinyLog withTest(List<LogLine> other) {
        return new TinyLog(train, trainHistory, other, testHistory);
    }

    private static List<LogLine> impressions(
            String prefix, Instant start, int count, int seconds, Random random) {
        List<LogLine> lines = new ArrayList<>();
        Instant time = start;
        for (int i = 0; i < count; i++) {
            if (i % 5 != 4) {
                time = time.plusSeconds(1 + random.nextInt(2 * seconds));
            }
            int user = random.nextInt(USERS);
            Set<String> posts = new LinkedHashSet<>();
            int size = 3 + random.nextInt(6);
            while (posts.size() < size) {
                posts.add(String.valueOf(100 + random.nextInt(POSTS)));
            }
            List<String> shown = List.copyOf(posts);
            String page = i % 4 == 0 ? String.valueOf(100 + random.nextInt(POSTS)) : "";
            lines.add(
                    new LogLine(
                            prefix + i,
                            "u" + user,
                            time,
                            page,
                            String.valueOf(random.nextInt(100)),
                            shown,
                            Set.of(choose(user, shown, random))));
        }
        return lines;
    }

    private static int choose(int user, List<String> shown, Random random) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < shown.size(); i++) {
            int post = Integer.parseInt(shown.get(i));
            double worth =
                    (post % 7) * 0.4
                            + (post % KINDS == user % KINDS ? 1.5 : 0)
                            - Math.log(-Math.log(random.nextDouble()));
            if (worth > highest) {
                highest = worth;
                best = i;
            }
        }
        return best;
    }

    private static List<String> history(Instant end, Random random) {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            List<String> reads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                long time = end.getEpochSecond() - random.nextInt(5 * 86_400);
                reads.add(
                        (100 + random.nextInt(POSTS))
                                + ","
                                + time
                                + ","
                                + (i % 3 == 0 ? "" : String.valueOf(random.nextInt(200)))
                                + ","
                                + (i % 2 == 0 ? "" : String.valueOf(random.nextInt(101))));
            }
            lines.add("u" + user + "\t" + String.join(" ", reads));
        }
        return lines;
    }
}
