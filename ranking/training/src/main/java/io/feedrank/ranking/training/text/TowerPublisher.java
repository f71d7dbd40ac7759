package io.feedrank.ranking.training.text;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.text.TextTower;
import io.feedrank.feature.text.TextTowerCodec;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Brings the tower that the alias {@code text-tower} stands for to the jobs, by the topic {@code
 * text-towers}: its latest record of a vector space is the tower in use.
 */
public final class TowerPublisher {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ModelRegistry registry;
    private final String bootstrap;

    /** A publisher to these brokers. */
    public TowerPublisher(ModelRegistry registry, String bootstrap) {
        this.registry = registry;
        this.bootstrap = bootstrap;
    }

    /**
     * Sends it and waits until Kafka has it.
     *
     * @return the model that was sent
     * @throws FeedrankException BAD_INPUT when there is none or it is damaged, UNAVAILABLE or
     *     TIMEOUT when Kafka does not take it
     */
    public ModelRef publish() {
        ModelRef model =
                registry.aliases()
                        .model(Alias.TEXT_TOWER)
                        .orElseThrow(
                                () ->
                                        FeedrankException.badInput(
                                                "alias "
                                                        + Alias.TEXT_TOWER.id()
                                                        + " stands for no model yet"));
        byte[] bytes = bytes(model);
        TextTower tower = TextTowerCodec.read(bytes);
        send(tower.identity().space(), bytes);
        return model;
    }

    private byte[] bytes(ModelRef model) {
        try {
            return Files.readAllBytes(
                    registry.verify(model).directory().resolve(TextTowerCodec.FILE));
        } catch (IOException e) {
            throw new FeedrankException(Category.UNAVAILABLE, "cannot read " + model, e);
        }
    }

    private void send(String space, byte[] bytes) {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4",
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                (int) PATIENCE.toMillis()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.TEXT_TOWERS,
                                    space.getBytes(StandardCharsets.UTF_8),
                                    bytes))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot publish the tower: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new FeedrankException(
                    Category.TIMEOUT, "Kafka did not take the tower in " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedrankException(Category.UNAVAILABLE, "interrupted", e);
        }
    }
}
