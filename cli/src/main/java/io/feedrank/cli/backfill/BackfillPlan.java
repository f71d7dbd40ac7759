package io.feedrank.cli.backfill;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill is going to do.
 *
 * @param generation of the new job: higher than that of any value
 * @param from {@code parquet} or {@code kafka}
 * @param cut events before it come from Parquet; null for Kafka alone
 * @param holdUntil event time at which the new job begins to write; null when nothing is served
 * @param groups whose values are rewritten; empty for all
 * @param liveJob id of the job that serves until then; null when there is none
 */
record BackfillPlan(
        long generation,
        String from,
        Instant since,
        @Nullable Instant cut,
        @Nullable Instant holdUntil,
        List<String> groups,
        @Nullable String liveJob) {

    /** Settings that the new job has besides those of the live one. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("jobs.generation", Long.toString(generation));
        settings.put("backfill.from", from);
        settings.put("backfill.since-ms", Long.toString(since.toEpochMilli()));
        settings.put("backfill.cut-ms", Long.toString(millis(cut)));
        settings.put("backfill.hold-until-ms", Long.toString(millis(holdUntil)));
        settings.put("backfill.groups", String.join(",", groups));
        return settings;
    }

    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("generation", generation);
        json.put("from", from);
        json.put("since", since.toString());
        json.put("cut", cut == null ? null : cut.toString());
        json.put("hold_until", holdUntil == null ? null : holdUntil.toString());
        json.put("groups", groups);
        json.put("live_job", liveJob);
        return json;
    }

    String asText() {
        return String.join(
                System.lineSeparator(),
                "  generation   " + generation,
                "  history      "
                        + (cut == null
                                ? "Kafka from the start"
                                : "Parquet before " + cut + ", then Kafka")
                        + (since.equals(Instant.EPOCH) ? "" : ", since " + since),
                "  rewrites     "
                        + (groups.isEmpty() ? "all groups" : String.join(", ", groups))
                        + (holdUntil == null ? ", at once" : ", once it is at " + holdUntil),
                "  live job     "
                        + (liveJob == null ? "none" : liveJob + ", cancelled at the end"));
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }
}
