package io.feedrank.jobs.backfill;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings {@code backfill.*}; the defaults file explains each.
 *
 * @param since older events don't count
 * @param cut events before it come from the offline store, the others from Kafka
 * @param holdUntil event time at which the job has caught up and begins to write
 * @param groups ids of the groups whose values of history are written; all when it is empty
 */
public record BackfillConfig(
        From from, Instant since, Instant cut, Instant holdUntil, Set<String> groups)
        implements Serializable {

    /** Where history is. */
    public enum From {
        /** No backfill: a job as any other. */
        NONE,
        PARQUET,
        KAFKA
    }

    public BackfillConfig {
        groups = Set.copyOf(groups);
        List<String> known = Arrays.stream(FeatureGroup.values()).map(FeatureGroup::id).toList();
        for (String group : groups) {
            if (!known.contains(group)) {
                throw FeedrankException.badInput(
                        "backfill.groups: got '" + group + "', expected some of " + known);
            }
        }
        if (from == From.PARQUET && !cut.isAfter(since)) {
            throw FeedrankException.badInput(
                    "backfill.cut-ms: got "
                            + cut.toEpochMilli()
                            + ", expected more than backfill.since-ms, which is "
                            + since.toEpochMilli());
        }
    }

    /** Reads the settings. */
    public static BackfillConfig from(Settings settings) {
        From from = from(settings.get("backfill.from"));
        return new BackfillConfig(
                from,
                Instant.ofEpochMilli(settings.getLong("backfill.since-ms")),
                from == From.PARQUET
                        ? Instant.ofEpochMilli(settings.getLong("backfill.cut-ms"))
                        : Instant.EPOCH,
                Instant.ofEpochMilli(settings.getLong("backfill.hold-until-ms")),
                new TreeSet<>(
                        Arrays.stream(settings.get("backfill.groups").split(","))
                                .map(String::strip)
                                .filter(group -> !group.isEmpty())
                                .toList()));
    }

    /** Whether the job is to build values anew. */
    public boolean active() {
        return from != From.NONE;
    }

    /** Whether values of history of that group are written. */
    public boolean asksFor(FeatureGroup group) {
        return groups.isEmpty() || groups.contains(group.id());
    }

    private static From from(String name) {
        return switch (name) {
            case "" -> From.NONE;
            case "parquet" -> From.PARQUET;
            case "kafka" -> From.KAFKA;
            default ->
                    throw FeedrankException.badInput(
                            "backfill.from: got '"
                                    + name
                                    + "', expected parquet, kafka or nothing");
        };
    }
}
