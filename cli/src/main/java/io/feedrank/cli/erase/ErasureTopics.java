package io.feedrank.cli.erase;

import io.feedrank.cli.CommandFailure;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.erasure.StoreOutcome;
import io.feedrank.feature.erasure.TopicRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The platform's topics as Kafka has them: which there are, and how long each keeps a record. */
final class ErasureTopics implements AutoCloseable {
    /** Answers of the ranking function to erasures; each is of use for seconds. */
    static final String REPLIES = Topics.responsesOf("erase");

    private static final int TIMEOUT_SECONDS = 20;
    private static final Duration REPLIES_KEPT = Duration.ofMinutes(10);

    private final Admin admin;
    private final String bootstrap;

    ErasureTopics(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                TIMEOUT_SECONDS * 1_000,
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                TIMEOUT_SECONDS * 500));
    }

    /** Makes the topics that an erasure needs, where they are missing. */
    void ensure() {
        Set<String> existing = names();
        List<NewTopic> missing = new ArrayList<>();
        if (!existing.contains(Topics.SUPPRESSED_USERS)) {
            missing.add(
                    topic(
                            Topics.SUPPRESSED_USERS,
                            Map.of(
                                    TopicConfig.CLEANUP_POLICY_CONFIG,
                                    TopicConfig.CLEANUP_POLICY_COMPACT)));
        }
        if (!existing.contains(Topics.ERASURE_RECEIPTS)) {
            missing.add(topic(Topics.ERASURE_RECEIPTS, TopicRetention.standard().topicConfig()));
        }
        if (!existing.contains(REPLIES)) {
            missing.add(
                    topic(REPLIES, new TopicRetention(REPLIES_KEPT, REPLIES_KEPT).topicConfig()));
        }
        answer(admin.createTopics(missing).all());
    }

    /** Topics that hold a person's data until it expires. */
    Set<String> raw() {
        Set<String> raw = new TreeSet<>(names());
        raw.removeIf(
                name -> Topics.compacted().contains(name) || name.equals(Topics.ERASURE_RECEIPTS));
        raw.removeIf(
                name ->
                        !Topics.appended().contains(name)
                                && !name.startsWith(Topics.responsesOf(""))
                                && !name.endsWith(Topics.deadLettersOf("")));
        return raw;
    }

    /** When what is in each raw topic now is gone. */
    List<StoreOutcome> expiry(Instant now) {
        List<StoreOutcome> outcomes = new ArrayList<>();
        configs(raw()).forEach((topic, config) -> outcomes.add(outcome(topic, config, now)));
        return outcomes;
    }

    private static StoreOutcome outcome(String topic, Config config, Instant now) {
        String store = "topic " + topic;
        Optional<Long> retention = number(config, TopicConfig.RETENTION_MS_CONFIG);
        Optional<Long> segment = number(config, TopicConfig.SEGMENT_MS_CONFIG);
        if (retention.isEmpty() || retention.get() < 0 || segment.isEmpty()) {
            return StoreOutcome.remains(
                    store,
                    0,
                    "it keeps records for ever: set retention.ms (the platform's own is "
                            + TopicRetention.standard().retention().toMillis()
                            + ")");
        }
        Duration longest =
                Duration.ofMillis(retention.get())
                        .plusMillis(segment.get())
                        .plus(TopicRetention.BROKER_SLACK);
        return StoreOutcome.expires(
                store,
                now.plus(longest),
                "retention.ms "
                        + retention.get()
                        + ", segment.ms "
                        + segment.get()
                        + ", and 10 min until brokers delete");
    }

    /** Settings of topics, by name. */
    Map<String, Config> configs(Collection<String> topics) {
        List<ConfigResource> resources =
                topics.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        Map<String, Config> configs = new TreeMap<>();
        answer(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return configs;
    }

    Admin admin() {
        return admin;
    }

    /** What Kafka says. */
    <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailure(
                    "Kafka at " + bootstrap + " does not do what an erasure needs: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while talking to Kafka", e);
        }
    }

    private Set<String> names() {
        return answer(admin.listTopics().names());
    }

    private static Optional<Long> number(Config config, String key) {
        return Optional.ofNullable(config.get(key))
                .map(entry -> entry.value())
                .map(Long::parseLong);
    }

    private static NewTopic topic(String name, Map<String, String> config) {
        return new NewTopic(name, Optional.of(Topics.PARTITIONS), Optional.empty()).configs(config);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
