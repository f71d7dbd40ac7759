package io.feedrank.ranking.statefun;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where requests come from.
 *
 * @param bootstrap Kafka's addresses, {@code HOST:PORT[,HOST:PORT]}
 * @param requestTopic the topic of requests
 * @param consumerGroup the group under which offsets are committed
 * @param topicWait how long to wait at start for the topic
 */
record KafkaConfig(
        String bootstrap, String requestTopic, String consumerGroup, Duration topicWait) {

    private static final Pattern ADDRESSES =
            Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,245}");

    KafkaConfig {
        if (!ADDRESSES.matcher(bootstrap).matches()) {
            throw RuntimeFailure.badInput(
                    "kafka.bootstrap is " + bootstrap + ", expected HOST:PORT[,HOST:PORT]");
        }
        if (!TOPIC.matcher(requestTopic).matches()) {
            throw RuntimeFailure.badInput(
                    "statefun.request-topic is "
                            + requestTopic
                            + ", expected letters, digits, '.', '_' and '-'");
        }
        if (topicWait.isNegative() || topicWait.isZero()) {
            throw RuntimeFailure.badInput(
                    "statefun.topic-wait-ms is " + topicWait.toMillis() + ", expected above 0");
        }
    }

    static KafkaConfig from(RuntimeSettings settings) {
        return new KafkaConfig(
                settings.text("kafka.bootstrap"),
                settings.text("statefun.request-topic"),
                settings.text("statefun.consumer-group"),
                settings.millis("statefun.topic-wait-ms"));
    }
}
