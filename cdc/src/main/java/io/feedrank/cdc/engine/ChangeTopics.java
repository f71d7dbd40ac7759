package io.feedrank.cdc.engine;

import io.feedrank.cdc.config.CdcConfig;
import io.feedrank.cdc.convert.ChangeConverter;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.erasure.TopicRetention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics that the capture writes, made before it writes them. Those that exist are left as they
 * are.
 */
final class ChangeTopics {
    private static final int TIMEOUT_MILLIS = 5_000;

    private ChangeTopics() {}

    /**
     * Makes the missing ones.
     *
     * @throws FeedrankException UNAVAILABLE when Kafka does not answer within 5 s
     */
    static void ensure(CdcConfig config) throws InterruptedException {
        Map<String, Object> settings =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap(),
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            Set<String> existing =
                    admin.listTopics().names().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            List<NewTopic> missing =
                    wanted(config).stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .toList();
            for (var creation : admin.createTopics(missing).values().values()) {
                await(creation);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable(config, e);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw unavailable(config, e);
        }
    }

    private static List<NewTopic> wanted(CdcConfig config) {
        Map<String, String> kept =
                new TopicRetention(config.tuning().retention(), TopicRetention.standard().segment())
                        .topicConfig();
        List<NewTopic> topics = new ArrayList<>();
        for (String topic : Topics.changes()) {
            topics.add(topic(topic).configs(kept));
            topics.add(topic(Topics.deadLettersOf(topic)).configs(kept));
        }
        topics.add(topic(ChangeConverter.UNKNOWN_DEAD_LETTERS).configs(kept));
        topics.add(
                topic(CdcConfig.OFFSETS_TOPIC)
                        .configs(
                                Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_COMPACT)));
        return topics;
    }

    private static NewTopic topic(String name) {
        // Replication is the brokers' default.
        return new NewTopic(name, Optional.of(Topics.PARTITIONS), Optional.empty());
    }

    private static void await(org.apache.kafka.common.KafkaFuture<Void> creation)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            creation.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static FeedrankException unavailable(CdcConfig config, Exception cause) {
        return new FeedrankException(
                FeedrankException.Category.UNAVAILABLE,
                "Kafka at " + config.bootstrap() + " does not answer",
                cause);
    }
}
