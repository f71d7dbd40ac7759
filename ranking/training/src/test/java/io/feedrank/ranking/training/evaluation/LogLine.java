package io.feedrank.ranking.training.evaluation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A line of a behaviors file.
 *
 * @param clicked positions in {@code posts}
 * @param nextReadTime known only afterwards
 */
record LogLine(
        String id,
        String user,
        Instant time,
        String page,
        String nextReadTime,
        List<String> posts,
        Set<Integer> clicked) {
    static LogLine of(String id, String user, Instant time, List<String> posts, int... clicked) {
        Set<Integer> positions = new TreeSet<>();
        for (int position : clicked) {
            positions.add(position);
        }
        return new LogLine(id, user, time, "", "", posts, positions);
    }

    LogLine withClicked(Set<Integer> other) {
        return new LogLine(id, user, time, page, nextReadTime, posts, other);
    }

    LogLine withNextReadTime(String other) {
        return new LogLine(id, user, time, page, other, posts, clicked);
    }

    String text() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            items.add(posts.get(i) + (clicked.contains(i) ? "-1" : "-0"));
        }
        return String.join(
                "\t",
                id,
                user,
                time.atOffset(ZoneOffset.UTC).toLocalDateTime().toString(),
                "s" + user,
                "1",
                "0",
                "1",
                page,
                nextReadTime,
                String.join(" ", items));
    }
}
