package io.feedrank.ranking.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.config.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is stopped and started again, over one Kafka. */
final class IndexRestartIT {
    @Test
    void a_restart_goes_on_from_its_snapshot_and_from_the_topic_when_that_is_torn(
            @TempDir Path directory) throws Exception {
        try (ServiceBed bed = ServiceBed.start(directory, new TestModels())) {
            put(bed, "p0");
            put(bed, "p1");
            bed.awaitMetric("feedrank_ranking_index_vectors 2.0");
            assertThat(bed.get("/health/ready").body())
                    .contains("\"index_began_with\":\"topic\"", "\"space\":\"reader-v1\"");
            bed.service().close();

            bed.kafka().send(Topics.POST_EMBEDDINGS, "p0".getBytes(UTF_8), null);
            put(bed, "p2");
            put(bed, "p3");
            ServiceBed again = bed.restarted(new TestModels());
            assertThat(again.get("/health/ready").body())
                    .contains("\"index_began_with\":\"snapshot\"", "\"vectors\":3");
            again.service().close();

            Path snapshot = snapshots(directory).get(0);
            byte[] bytes = Files.readAllBytes(snapshot);
            bytes[bytes.length / 2] ^= 1;
            Files.write(snapshot, bytes);
            ServiceBed third = bed.restarted(new TestModels());
            assertThat(third.get("/health/ready").body())
                    .contains("\"index_began_with\":\"topic, refused snapshot reader-v1.64")
                    .contains("\"vectors\":3");
            third.service().close();
        }
    }

    private static void put(ServiceBed bed, String postId) throws Exception {
        bed.kafka()
                .send(
                        Topics.POST_EMBEDDINGS,
                        postId.getBytes(UTF_8),
                        TestData.embedding(postId, postId));
    }

    private static List<Path> snapshots(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory.resolve("index"))) {
            return files.filter(file -> file.toString().endsWith(".vectors")).toList();
        }
    }
}
