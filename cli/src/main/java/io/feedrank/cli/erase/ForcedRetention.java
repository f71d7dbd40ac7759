package io.feedrank.cli.erase;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Lets everything that is in the raw topics now expire at once, instead of after their retention,
 * and then gives them back the settings that they had. What a consumer has not read by then is lost
 * to it.
 */
final class ForcedRetention {
    private static final Map<String, String> AT_ONCE =
            Map.of("retention.ms", "1000", "segment.ms", "1000", "file.delete.delay.ms", "1000");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);

    private final ErasureTopics topics;
    private final Optional<Path> kafkaDirectory;

    /**
     * For the raw topics.
     *
     * @param kafkaDirectory of a broker on this machine, whose files are waited for as well
     */
    ForcedRetention(ErasureTopics topics, Optional<Path> kafkaDirectory) {
        this.topics = topics;
        this.kafkaDirectory = kafkaDirectory;
    }

    /**
     * Returns when all that was there is gone.
     *
     * @throws CommandFailure when brokers do not delete within three minutes
     */
    void run(Progress progress) {
        Set<String> raw = topics.raw();
        Map<TopicPartition, Long> ends = offsets(raw, OffsetSpec.latest());
        Map<String, Config> before = topics.configs(raw);
        alter(atOnce(raw));
        try {
            List<TopicPartition> late = new ArrayList<>();
            boolean gone =
                    Polling.until(
                            PATIENCE,
                            POLL,
                            () -> {
                                late.clear();
                                late.addAll(behind(raw, ends));
                                progress.detail(late.size() + " partitions keep records yet");
                                return late.isEmpty() && deletedFiles() == 0;
                            });
            if (!gone) {
                throw new CommandFailure(
                        "Kafka has not deleted old records of "
                                + late
                                + " within "
                                + PATIENCE.toSeconds()
                                + " s; brokers look for them every log.retention.check.interval.ms");
            }
        } finally {
            alter(restored(before));
        }
    }

    private List<TopicPartition> behind(Set<String> raw, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> starts = offsets(raw, OffsetSpec.earliest());
        return ends.entrySet().stream()
                .filter(end -> starts.getOrDefault(end.getKey(), 0L) < end.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Segments that are deleted keep their bytes for a moment, under another name. */
    private long deletedFiles() {
        if (kafkaDirectory.isEmpty()) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(kafkaDirectory.get())) {
            return files.filter(file -> file.toString().endsWith(".deleted")).count();
        } catch (IOException | UncheckedIOException moved) {
            return 1;
        }
    }

    private Map<TopicPartition, Long> offsets(Collection<String> names, OffsetSpec which) {
        Map<String, TopicDescription> descriptions =
                topics.answer(topics.admin().describeTopics(names).allTopicNames());
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        descriptions.forEach(
                (name, description) ->
                        description
                                .partitions()
                                .forEach(
                                        partition ->
                                                asked.put(
                                                        new TopicPartition(
                                                                name, partition.partition()),
                                                        which)));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found =
                topics.answer(topics.admin().listOffsets(asked).all());
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> atOnce(Set<String> names) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (String name : names) {
            changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, name),
                    AT_ONCE.entrySet().stream().map(ForcedRetention::set).toList());
        }
        return changes;
    }

    /**
     * What the topic itself had said before; what it had from its broker it has from there again.
     */
    private static Map<ConfigResource, Collection<AlterConfigOp>> restored(
            Map<String, Config> before) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        before.forEach(
                (name, config) -> {
                    Map<String, AlterConfigOp> back = new TreeMap<>();
                    for (String key : AT_ONCE.keySet()) {
                        ConfigEntry had = config.get(key);
                        boolean own = had.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
                        back.put(
                                key,
                                own
                                        ? set(Map.entry(key, had.value()))
                                        : new AlterConfigOp(
                                                new ConfigEntry(key, ""),
                                                AlterConfigOp.OpType.DELETE));
                    }
                    changes.put(new ConfigResource(ConfigResource.Type.TOPIC, name), back.values());
                });
        return changes;
    }

    private static AlterConfigOp set(Map.Entry<String, String> setting) {
        return new AlterConfigOp(
                new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET);
    }

    private void alter(Map<ConfigResource, Collection<AlterConfigOp>> changes) {
        topics.answer(topics.admin().incrementalAlterConfigs(changes).all());
    }
}
