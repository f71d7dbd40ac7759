package io.feedrank.jobs.sink;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.DeadLetterHeaders;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.jobs.record.AuditRecord;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.PostVector;
import io.feedrank.jobs.record.Receipt;
import io.feedrank.proto.v1.ErasureReceipt;
import io.feedrank.proto.v1.PostEmbedding;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sinks to the platform's topics, at least once. */
public final class KafkaSinks {
    private final String bootstrap;
    private final String consumer;

    /** Sinks of the job named {@code consumer}, which dead letters carry in a header. */
    public KafkaSinks(String bootstrap, String consumer) {
        this.bootstrap = bootstrap;
        this.consumer = consumer;
    }

    /** Dead letters: the record as it came, with headers that say why and from where. */
    public KafkaSink<DeadLetter> deadLetters() {
        return letters(Topics.deadLettersOf(Topics.FEED_EVENTS));
    }

    /** Records of {@code text-towers} that can't be used. */
    public KafkaSink<DeadLetter> towerDeadLetters() {
        return letters(Topics.deadLettersOf(Topics.TEXT_TOWERS));
    }

    /** Late events, in the same form as dead letters. */
    public KafkaSink<DeadLetter> late() {
        return letters(Topics.FEED_EVENTS_LATE);
    }

    /** Receipts of what let go of a user. */
    public KafkaSink<Receipt> receipts() {
        String job = consumer;
        return sink(
                (receipt, context, time) ->
                        new ProducerRecord<>(
                                Topics.ERASURE_RECEIPTS,
                                receipt.hash().getBytes(StandardCharsets.UTF_8),
                                ErasureReceipt.newBuilder()
                                        .setUserHash(receipt.hash())
                                        .setJob(job)
                                        .setOperator(receipt.operator())
                                        .setHadState(receipt.hadState())
                                        .build()
                                        .toByteArray()));
    }

    /** Updates that the operators took in. */
    public KafkaSink<AuditRecord> featureUpdates() {
        return sink(
                (record, context, time) ->
                        new ProducerRecord<>(
                                Topics.FEATURE_UPDATES,
                                record.key().getBytes(StandardCharsets.UTF_8),
                                record.update().toByteArray()));
    }

    /** Post vectors; a post that is gone becomes a null value. */
    public KafkaSink<PostVector> embeddings() {
        return sink(
                (vector, context, time) ->
                        new ProducerRecord<>(
                                Topics.POST_EMBEDDINGS,
                                vector.postId().getBytes(StandardCharsets.UTF_8),
                                embedding(vector)));
    }

    private KafkaSink<DeadLetter> letters(String topic) {
        String job = consumer;
        return sink(
                (letter, context, time) -> {
                    ProducerRecord<byte[], byte[]> record =
                            new ProducerRecord<>(topic, letter.key(), letter.value());
                    header(record.headers(), DeadLetterHeaders.REASON, letter.reason());
                    header(record.headers(), DeadLetterHeaders.CONSUMER, job);
                    header(record.headers(), DeadLetterHeaders.EVENT_ID, letter.eventId());
                    header(record.headers(), DeadLetterHeaders.ORIGIN, letter.origin());
                    if (letter.contentType() != null) {
                        header(record.headers(), EventCodec.CONTENT_TYPE, letter.contentType());
                    }
                    return record;
                });
    }

    private <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> schema) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(bootstrap)
                .setRecordSerializer(schema)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("linger.ms", "5")
                .setProperty("compression.type", "lz4")
                .build();
    }

    private static byte @Nullable [] embedding(PostVector vector) {
        float[] components = vector.vector();
        if (components == null) {
            return null;
        }
        PostEmbedding.Builder embedding =
                PostEmbedding.newBuilder()
                        .setPostId(vector.postId())
                        .setSpace(VectorSpace.NAME)
                        .setUpdatedAtMs(vector.readers().updatedAtMs())
                        .setLanguage(vector.post().language())
                        .setTopic(vector.post().topic())
                        .setAuthorId(vector.post().authorId())
                        .setCreatedAtMs(vector.post().createdAtMs())
                        .setExpiresAtMs(vector.post().expiresAtMs())
                        .setReaders(vector.readers().mass())
                        .setTextTower(vector.textTower());
        for (float component : components) {
            embedding.addVector(component);
        }
        float[] readers = vector.readers().vector();
        if (!vector.textTower().isEmpty() && readers != null) {
            for (float component : readers) {
                embedding.addReaderVector(component);
            }
        }
        return embedding.build().toByteArray();
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
