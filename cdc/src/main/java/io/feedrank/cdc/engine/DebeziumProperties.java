package io.feedrank.cdc.engine;

import io.feedrank.cdc.config.CdcConfig;
import io.feedrank.cdc.convert.CapturedTable;
import io.feedrank.cdc.convert.ChangeConverter;
import io.feedrank.feature.config.Topics;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The engine's configuration. Source of the keys: Debezium 3.6, PostgreSQL connector and Debezium
 * engine.
 */
final class DebeziumProperties {
    private DebeziumProperties() {}

    static Properties of(CdcConfig config) {
        Properties properties = new Properties();
        properties.setProperty("name", "feedrank-cdc");
        properties.setProperty(
                "connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.setProperty("topic.prefix", CdcConfig.TOPIC_PREFIX);
        database(config, properties);
        offsets(config, properties);
        rows(properties);
        pace(config, properties);
        return properties;
    }

    private static void database(CdcConfig config, Properties properties) {
        config.database().forEach((key, value) -> properties.setProperty("database." + key, value));
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.name", CdcConfig.SLOT);
        properties.setProperty("publication.name", CdcConfig.SLOT);
        // A publication of these tables alone: others don't cost decoding.
        properties.setProperty("publication.autocreate.mode", "filtered");
        properties.setProperty(
                "table.include.list",
                Arrays.stream(CapturedTable.values())
                        .map(CapturedTable::qualified)
                        .collect(Collectors.joining(",")));
        // A snapshot at the first start, and again when the log that an offset points at is gone:
        // "initial" would go on
        // with a gap.
        properties.setProperty("snapshot.mode", "when_needed");
        // A quiet database still confirms its position, so that Postgres can drop log.
        properties.setProperty("heartbeat.interval.ms", "5000");
        // The supervisor restarts the whole engine; a retry inside would hide from health that it's
        // down.
        properties.setProperty("errors.max.retries", "0");
        properties.setProperty("slot.max.retries", "1");
    }

    private static void offsets(CdcConfig config, Properties properties) {
        properties.setProperty(
                "offset.storage", "org.apache.kafka.connect.storage.KafkaOffsetBackingStore");
        properties.setProperty("bootstrap.servers", config.bootstrap());
        properties.setProperty("offset.storage.topic", CdcConfig.OFFSETS_TOPIC);
        properties.setProperty("offset.storage.partitions", String.valueOf(Topics.PARTITIONS));
        // The brokers' own default; the topic is there already.
        properties.setProperty("offset.storage.replication.factor", "-1");
        properties.setProperty(
                "offset.flush.interval.ms",
                String.valueOf(config.tuning().offsetFlush().toMillis()));
    }

    private static void rows(Properties properties) {
        // One record a deleted row is enough: the change topics aren't compacted.
        properties.setProperty("tombstones.on.delete", "false");
        // Truncates too: they become dead letters, not silence.
        properties.setProperty("skipped.operations", "none");
        // An update doesn't log large values that it leaves alone (TOAST): read them from the
        // table.
        properties.setProperty("unavailable.value.placeholder", ChangeConverter.UNAVAILABLE);
        properties.setProperty("post.processors", "reselector");
        properties.setProperty(
                "post.processors.reselector.type",
                "io.debezium.processors.reselect.ReselectColumnsPostProcessor");
        properties.setProperty("post.processors.reselector.reselect.unavailable.values", "true");
        properties.setProperty("post.processors.reselector.reselect.null.values", "false");
        // The row may be deleted by now; then the row's dead letter says so.
        properties.setProperty("post.processors.reselector.reselect.error.handling.mode", "WARN");
    }

    private static void pace(CdcConfig config, Properties properties) {
        int batch = config.tuning().batchSize();
        properties.setProperty(
                "poll.interval.ms", String.valueOf(config.tuning().pollInterval().toMillis()));
        properties.setProperty("max.batch.size", String.valueOf(batch));
        properties.setProperty("max.queue.size", String.valueOf(2 * batch));
        properties.setProperty("snapshot.fetch.size", String.valueOf(batch));
        // A stop waits this long for the connector before it is interrupted.
        properties.setProperty("task.management.timeout.ms", "10000");
        properties.setProperty("record.processing.shutdown.timeout.ms", "2000");
    }
}
