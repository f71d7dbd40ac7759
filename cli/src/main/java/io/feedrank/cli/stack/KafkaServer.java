package io.feedrank.cli.stack;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.erasure.TopicRetention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** One Kafka broker that is its own controller, and Feedrank's topics in it. */
final class KafkaServer {
    private static final int TIMEOUT_SECONDS = 20;
    private static final short ONE_REPLICA = 1;

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(TIMEOUT_SECONDS);
    private static final Duration KNOWN_POLL = Duration.ofMillis(20);

    /** An answer is read at once or never. */
    private static final Map<String, String> REPLIES =
            Map.of(
                    TopicConfig.RETENTION_MS_CONFIG, "600000",
                    TopicConfig.SEGMENT_MS_CONFIG, "600000");

    private final JvmCommand java;
    private final WorkDirectory work;
    private final int port;
    private final int controllerPort;

    KafkaServer(JvmCommand java, WorkDirectory work, int port, int controllerPort) {
        this.java = java;
        this.work = work;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    ProcessSpec spec() {
        return new ProcessSpec(
                Names.KAFKA,
                port,
                Set.of(),
                Probes.kafka(port),
                new ProcessSpec.Lifecycle(this::command, this::createTopics, StopPolicy.TERMINATE));
    }

    private List<String> command() {
        Path config =
                PropertiesFile.write(work.conf().resolve("kafka.properties"), brokerSettings());
        return java.of(
                Names.KAFKA,
                List.of("-Dlogback.configurationFile=logback-server.xml"),
                List.of("--config", config.toString()));
    }

    Map<String, String> brokerSettings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("log.dirs", work.data(Names.KAFKA).toString());
        // A topic that nobody created is a mistake, not a wish.
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.partitions", Integer.toString(Topics.PARTITIONS));
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A topic that says nothing keeps all: Feedrank's say how long.
        settings.put("log.retention.ms", "-1");
        // How often it looks for what to delete: the default of five minutes is for many topics.
        settings.put("log.retention.check.interval.ms", "10000");
        settings.put("log.cleaner.dedupe.buffer.size", "16777216");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }

    private void createTopics() {
        Map<String, String> expiring = TopicRetention.standard().topicConfig();
        createTopics("127.0.0.1:" + port, Topics.appended(), expiring);
        createTopics(
                "127.0.0.1:" + port,
                Topics.compacted(),
                TopicRetention.standard().compactedConfig());
        createTopics("127.0.0.1:" + port, List.of(Topics.responsesOf("local")), REPLIES);
    }

    private static void createTopics(
            String bootstrap, List<String> names, Map<String, String> settings) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            Set<String> existing =
                    admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>();
            Stream<String> wanted = names.stream().filter(name -> !existing.contains(name));
            wanted.forEach(
                    name ->
                            missing.add(
                                    new NewTopic(name, Topics.PARTITIONS, ONE_REPLICA)
                                            .configs(settings)));
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            awaitKnown(admin, names);
        } catch (ExecutionException | TimeoutException failure) {
            throw new StackException(
                    "cannot create Kafka topics " + names + ": " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while creating Kafka topics", interrupted);
        }
    }

    /**
     * The controller answers as soon as it has written the topics down; the broker hears of them a
     * moment later, and until then denies that there are such topics.
     */
    private static void awaitKnown(Admin admin, List<String> names) {
        if (!Polling.until(KNOWN_WITHIN, KNOWN_POLL, () -> areKnown(admin, names))) {
            throw new StackException("the broker has not heard of Kafka topics " + names);
        }
    }

    private static boolean areKnown(Admin admin, List<String> names) {
        try {
            admin.describeTopics(names).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new StackException("cannot describe Kafka topics " + names, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
