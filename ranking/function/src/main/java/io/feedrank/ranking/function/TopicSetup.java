package io.feedrank.ranking.function;

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
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that the service reads and writes, as soon as Kafka answers. */
final class TopicSetup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TIMEOUT_SECONDS = 10;

    private final String bootstrap;
    private final Thread thread = new Thread(this::run, "topic-setup");
    private volatile boolean closed;

    TopicSetup(String bootstrap) {
        this.bootstrap = bootstrap;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                create();
                return;
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                if (e.getCause() instanceof TopicExistsException) {
                    LOG.debug("another process created a topic meanwhile");
                } else {
                    LOG.warn("topics are not there yet: {}", e.toString());
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void create() throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Object> config =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        TIMEOUT_SECONDS * 1_000,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        TIMEOUT_SECONDS * 500);
        try (Admin admin = Admin.create(config)) {
            Set<String> existing =
                    admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>(wanted());
            missing.removeIf(topic -> existing.contains(topic.name()));
            if (!missing.isEmpty()) {
                admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static List<NewTopic> wanted() {
        return List.of(
                compacted(Topics.POST_EMBEDDINGS),
                compacted(Topics.INDEX_SHARDS),
                expiring(Topics.FEATURE_LOG),
                expiring(Topics.deadLettersOf(Topics.POST_EMBEDDINGS)),
                expiring(Topics.deadLettersOf(Topics.FEED_REQUESTS)));
    }

    private static NewTopic expiring(String name) {
        return topic(name).configs(TopicRetention.standard().topicConfig());
    }

    private static NewTopic compacted(String name) {
        return topic(name).configs(TopicRetention.standard().compactedConfig());
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(Topics.PARTITIONS), Optional.empty());
    }
}
