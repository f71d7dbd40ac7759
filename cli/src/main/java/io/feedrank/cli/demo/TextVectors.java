package io.feedrank.cli.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.Polling;
import io.feedrank.feature.config.Topics;
import io.feedrank.proto.v1.PostEmbedding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Watches posts get vectors from their text once there is a tower. */
final class TextVectors {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int QUIET_POLLS = 4;

    private final String bootstrap;
    private final String version;
    private final Set<String> cold = new HashSet<>();
    private final Set<String> blended = new HashSet<>();
    private long towerAt = Long.MAX_VALUE;
    private long lastAt;

    TextVectors(String bootstrap, String version) {
        this.bootstrap = bootstrap;
        this.version = version;
    }

    /**
     * What was seen.
     *
     * @param cold posts that nobody read and that have a vector now
     * @param blended posts with few readers, in whose vector the text has a part
     * @param took from the tower's arrival in Kafka to the last of those vectors
     */
    record Result(int cold, int blended, Duration took) {}

    /**
     * Waits until no more come.
     *
     * @throws CommandFailure when none comes for a minute
     */
    Result await(Progress progress) {
        try (TopicReader towers = new TopicReader(bootstrap, List.of(Topics.TEXT_TOWERS));
                TopicReader vectors = new TopicReader(bootstrap, List.of(Topics.POST_EMBEDDINGS))) {
            towers.drain(record -> towerAt = record.timestamp());
            int[] quiet = {0};
            boolean settled =
                    Polling.until(
                            PATIENCE,
                            POLL,
                            () -> {
                                int before = cold.size() + blended.size();
                                vectors.drain(this::take);
                                int now = cold.size() + blended.size();
                                progress.reach(now);
                                quiet[0] = now > 0 && now == before ? quiet[0] + 1 : 0;
                                return quiet[0] >= QUIET_POLLS;
                            });
            if (!settled && cold.isEmpty() && blended.isEmpty()) {
                throw new CommandFailure(
                        "no post has a vector of text tower "
                                + version
                                + " after "
                                + PATIENCE.toSeconds()
                                + " s");
            }
            return new Result(
                    cold.size(), blended.size(), Duration.ofMillis(Math.max(0, lastAt - towerAt)));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String post = new String(record.key(), StandardCharsets.UTF_8);
        cold.remove(post);
        blended.remove(post);
        if (record.value() == null) {
            return;
        }
        try {
            PostEmbedding embedding = PostEmbedding.parseFrom(record.value());
            if (embedding.getTextTower().equals(version)) {
                (embedding.getReaders() > 0 ? blended : cold).add(post);
                lastAt = Math.max(lastAt, record.timestamp());
            }
        } catch (InvalidProtocolBufferException notOurs) {
            // Then it is no vector; the index sets it aside.
        }
    }
}
