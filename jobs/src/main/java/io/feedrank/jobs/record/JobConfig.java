package io.feedrank.jobs.record;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.parity.AuditShare;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;

/**
 * Settings of the feature jobs; keys {@code jobs.*} of the defaults file explain each.
 *
 * @param generation version prefix of what this job writes, at least 1
 * @param audit of whom each update is told of
 */
public record JobConfig(
        Connections connections,
        EventTime eventTime,
        Duration onlineCoalesce,
        Duration dedupeTtl,
        long generation,
        AuditShare audit)
        implements Serializable {

    /** Where the servers are. {@code offlineDir} is a URI or a path. */
    public record Connections(String kafkaBootstrap, String redisUri, String offlineDir)
            implements Serializable {}

    /** How time is treated. */
    public record EventTime(
            Duration outOfOrderness,
            Duration allowedLateness,
            Duration postWait,
            Duration labelWindow,
            Duration clockOffset)
            implements Serializable {
        public EventTime {
            requirePositive("jobs.out-of-orderness-ms", outOfOrderness);
            requirePositive("jobs.allowed-lateness-ms", allowedLateness);
            requirePositive("jobs.post-wait-ms", postWait);
            requirePositive("jobs.label-window-ms", labelWindow);
        }

        /** The deployment's clock. */
        public Clock clock() {
            return Clock.offset(Clock.systemUTC(), clockOffset);
        }
    }

    public JobConfig {
        requirePositive("jobs.online-coalesce-ms", onlineCoalesce);
        requirePositive("jobs.dedupe-ttl-ms", dedupeTtl);
        if (generation < 1) {
            throw FeedrankException.badInput(
                    "jobs.generation: got " + generation + ", expected 1 or more");
        }
    }

    /** Reads the {@code jobs.*} settings. */
    public static JobConfig from(Settings settings) {
        return new JobConfig(
                new Connections(
                        settings.get("kafka.bootstrap"),
                        settings.get("redis.uri"),
                        settings.get("offline.dir")),
                new EventTime(
                        settings.getDuration("jobs.out-of-orderness-ms"),
                        settings.getDuration("jobs.allowed-lateness-ms"),
                        settings.getDuration("jobs.post-wait-ms"),
                        settings.getDuration("jobs.label-window-ms"),
                        settings.getDuration("clock.offset-ms")),
                settings.getDuration("jobs.online-coalesce-ms"),
                settings.getDuration("jobs.dedupe-ttl-ms"),
                settings.getLong("jobs.generation"),
                AuditShare.from(settings));
    }

    /** The same settings with another wait for a post that was not captured yet. */
    public JobConfig withPostWait(Duration postWait) {
        return new JobConfig(
                connections,
                new EventTime(
                        eventTime.outOfOrderness(),
                        eventTime.allowedLateness(),
                        postWait,
                        eventTime.labelWindow(),
                        eventTime.clockOffset()),
                onlineCoalesce,
                dedupeTtl,
                generation,
                audit);
    }

    /** Name of the job {@code name} of this generation; the first has none in its name. */
    public String jobName(String name) {
        return generation == 1 ? name : name + "-g" + generation;
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw FeedrankException.badInput(
                    key + ": got " + value.toMillis() + ", expected more than 0");
        }
    }
}
