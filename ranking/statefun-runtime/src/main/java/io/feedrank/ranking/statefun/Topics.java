package io.feedrank.ranking.statefun;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that must be there before the job starts. */
final class Topics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration REMIND = Duration.ofSeconds(10);

    /** A letter holds what a person asked for: kept for a week, in segments of a day. */
    private static final Map<String, String> EXPIRING =
            Map.of(
                    "retention.ms", Long.toString(Duration.ofDays(7).toMillis()),
                    "segment.ms", Long.toString(Duration.ofDays(1).toMillis()));

    private final Admin admin;
    private final KafkaConfig config;

    Topics(KafkaConfig config) {
        this.config = config;
        this.admin =
                Admin.create(
                        Map.of(
                                BOOTSTRAP_SERVERS_CONFIG,
                                config.bootstrap(),
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                (int) ASK.toMillis(),
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                (int) ASK.toMillis()));
    }

    /**
     * Waits for the request topic, then sees to the dead-letter topics, which are the runtime's
     * own.
     *
     * @throws RuntimeFailure {@code UNAVAILABLE} when the topic is still missing after the
     *     configured wait
     */
    void await() {
        Instant giveUp = Instant.now().plus(config.topicWait());
        Instant remind = Instant.now();
        while (true) {
            Answer answer = ask(config.requestTopic());
            if (answer.topic().isPresent()) {
                TopicDescription topic = answer.topic().get();
                createDeadLetterTopic(DeadLetters.of(config.requestTopic()), topic);
                createDeadLetterTopic(DeadLetters.OF_RESPONSES, topic);
                return;
            }
            Instant now = Instant.now();
            if (!now.isBefore(remind)) {
                LOG.warn(
                        "waiting up to {} s: {}", config.topicWait().toSeconds(), answer.trouble());
                remind = now.plus(REMIND);
            }
            if (now.isAfter(giveUp) || Thread.currentThread().isInterrupted()) {
                throw new RuntimeFailure(
                        RuntimeFailure.Category.UNAVAILABLE,
                        answer.trouble()
                                + " after "
                                + config.topicWait().toSeconds()
                                + " s: start Kafka and create the topic (4 partitions or more), or correct"
                                + " kafka.bootstrap and statefun.request-topic");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private record Answer(Optional<TopicDescription> topic, String trouble) {}

    private Answer ask(String topic) {
        try {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(ASK.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(Optional.ofNullable(topics.get(topic)), "");
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException
                    ? new Answer(
                            Optional.empty(),
                            "Kafka at " + config.bootstrap() + " has no topic " + topic)
                    : new Answer(
                            Optional.empty(),
                            "Kafka at " + config.bootstrap() + " does not answer");
        } catch (TimeoutException e) {
            return new Answer(
                    Optional.empty(), "Kafka at " + config.bootstrap() + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(Optional.empty(), "interrupted while asking for topic " + topic);
        }
    }

    private void createDeadLetterTopic(String name, TopicDescription like) {
        short replicas = (short) like.partitions().get(0).replicas().size();
        try {
            NewTopic topic =
                    new NewTopic(name, like.partitions().size(), replicas).configs(EXPIRING);
            admin.createTopics(List.of(topic)).all().get(ASK.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("created the dead-letter topic {}", name);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw cannotCreate(name, e);
            }
        } catch (TimeoutException e) {
            throw cannotCreate(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannotCreate(name, e);
        }
    }

    private static RuntimeFailure cannotCreate(String name, Exception cause) {
        return new RuntimeFailure(
                RuntimeFailure.Category.UNAVAILABLE,
                "cannot create the dead-letter topic "
                        + name
                        + ": create it, or allow this client to",
                cause);
    }
}
