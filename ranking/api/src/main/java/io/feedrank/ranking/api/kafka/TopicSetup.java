package io.feedrank.ranking.api.kafka;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.erasure.TopicRetention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that the API writes and reads, when they are missing. */
public final class TopicSetup {
    private static final long TIMEOUT_SECONDS = 10;

    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    private TopicSetup() {}

    /**
     * After it, {@code feed-requests}, {@code feed-events}, {@code suppressed-users} and the reply
     * topic exist.
     *
     * @throws FeedrankException UNAVAILABLE when Kafka does not answer
     */
    public static void ensure(Admin admin, String replyTopic, Duration replyRetention) {
        try {
            Set<String> existing =
                    admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>();
            for (String topic : List.of(Topics.FEED_REQUESTS, Topics.FEED_EVENTS, replyTopic)) {
                if (!existing.contains(topic)) {
                    missing.add(topic(topic, TopicRetention.standard().topicConfig()));
                }
            }
            if (!existing.contains(Topics.SUPPRESSED_USERS)) {
                missing.add(topic(Topics.SUPPRESSED_USERS, COMPACTED));
            }
            missing.stream()
                    .filter(topic -> topic.name().equals(replyTopic))
                    .forEach(topic -> topic.configs(retention(replyRetention)));
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Another replica was faster; its own reply topic is nobody else's.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw unavailable(e);
            }
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static NewTopic topic(String name, Map<String, String> config) {
        return new NewTopic(name, Optional.of(Topics.PARTITIONS), Optional.empty()).configs(config);
    }

    private static Map<String, String> retention(Duration duration) {
        String ms = Long.toString(duration.toMillis());
        // Only closed segments are deleted, so a segment closes as soon as its first answer may go.
        return Map.of(TopicConfig.RETENTION_MS_CONFIG, ms, TopicConfig.SEGMENT_MS_CONFIG, ms);
    }

    private static FeedrankException unavailable(Exception e) {
        return new FeedrankException(
                Category.UNAVAILABLE, "Kafka does not create topics: " + e.getMessage(), e);
    }
}
