package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Which {@code post-embeddings} it is: offsets of one topic mean nothing in another of the same
 * name.
 *
 * @param topicId Kafka's id of the topic
 * @param partitions how many it has
 */
public record TopicOrigin(String topicId, int partitions) {
    private static final int TIMEOUT_SECONDS = 5;

    /**
     * Asks Kafka.
     *
     * @throws FeedrankException UNAVAILABLE when it does not answer or has no such topic
     */
    public static TopicOrigin ask(String bootstrap) {
        Map<String, Object> config =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        TIMEOUT_SECONDS * 1_000,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        TIMEOUT_SECONDS * 1_000);
        try (Admin admin = Admin.create(config)) {
            TopicDescription topic =
                    admin.describeTopics(List.of(Topics.POST_EMBEDDINGS))
                            .allTopicNames()
                            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                            .get(Topics.POST_EMBEDDINGS);
            if (topic == null) {
                throw new FeedrankException(Category.UNAVAILABLE, "there is no such topic");
            }
            return new TopicOrigin(topic.topicId().toString(), topic.partitions().size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedrankException(Category.UNAVAILABLE, "interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "Kafka does not describe " + Topics.POST_EMBEDDINGS, e);
        }
    }
}
