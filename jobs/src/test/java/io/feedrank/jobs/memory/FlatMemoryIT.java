package io.feedrank.jobs.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.feedrank.jobs.record.StateLife;
import io.feedrank.testing.redis.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With people and posts that come and go, nothing grows once the first of them are forgotten. */
class FlatMemoryIT {
    /** The first day after which what was there on day 0 may be gone. */
    private static final int STEADY = (int) StateLife.ENTITY.toDays() + 5;

    private static final int DAYS = STEADY + 30;

    /** Means of so many days are compared. */
    private static final int WINDOW = 10;

    /** Of chance: who reads how much. */
    private static final double TOLERANCE = 0.1;

    @TempDir private Path directory;

    @Test
    void a_small_newsroom_takes_no_more_after_a_month() throws Exception {
        MemoryRun run = new MemoryRun(new Population.Size(20, 8, 2), Duration.ofMillis(70));
        List<MemoryRun.Day> days = days(run);
        assertThat(run.population().peopleSoFar()).as("people so far").isGreaterThan(100);
        assertThat(run.population().postsSoFar()).as("posts so far").isGreaterThan(500);
        requireFlat(days);
    }

    @Test
    @Tag("full")
    void a_newsroom_takes_no_more_after_a_month() throws Exception {
        MemoryRun run = new MemoryRun(new Population.Size(250, 60, 6), Duration.ofSeconds(2));
        List<MemoryRun.Day> days = days(run);
        Path target = Path.of("target");
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("events", run.events());
        report.put("people_so_far", run.population().peopleSoFar());
        report.put("posts_so_far", run.population().postsSoFar());
        report.put("days", days);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(target.resolve("features-memory.json").toFile(), report);
        MemoryPlot.draw(days, STEADY, target.resolve("features-memory.png"));
        assertThat(Files.size(target.resolve("features-memory.png"))).isPositive();
        requireFlat(days);
    }

    private List<MemoryRun.Day> days(MemoryRun run) throws Exception {
        try (RedisProcess redis = RedisProcess.start(directory)) {
            return run.run(redis, DAYS);
        }
    }

    private static void requireFlat(List<MemoryRun.Day> days) {
        requireFlat(days, "Redis", MemoryRun.Day::redis, 0);
        requireFlat(days, "online state", MemoryRun.Day::online, 0);
        requireFlat(days, "offline state", MemoryRun.Day::offline, 0);
        for (String part : days.get(0).parts().keySet()) {
            // What is little may have one more.
            long slack = part.startsWith("values") ? 10 : 2_000;
            requireFlat(days, part, day -> day.parts().getOrDefault(part, 0L), slack);
        }
    }

    private static void requireFlat(
            List<MemoryRun.Day> days,
            String what,
            ToLongFunction<MemoryRun.Day> value,
            long slack) {
        double first = mean(days.subList(STEADY, STEADY + WINDOW), value);
        double last = mean(days.subList(DAYS - WINDOW, DAYS), value);
        System.out.printf("%s: %,.0f, then %,.0f%n", what, first, last);
        assertThat(last)
                .as("%s in the last %d days, beside %.0f three weeks before", what, WINDOW, first)
                .isLessThanOrEqualTo(first * (1 + TOLERANCE) + slack);
    }

    private static double mean(List<MemoryRun.Day> days, ToLongFunction<MemoryRun.Day> value) {
        return days.stream().mapToLong(value).average().orElseThrow();
    }
}
