package io.feedrank.ranking.pipeline.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.ranking.index.ExactVectorIndex;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionReplicaTest {
    private static final Duration LONG = Duration.ofHours(1);

    private PartitionReplica replica;
    @TempDir private Path directory;

    @BeforeEach
    void open() {
        replica =
                new PartitionReplica(
                        3,
                        new LiveIndex(ExactVectorIndex::new, Clock.systemUTC()),
                        new EmbeddingsConfig("localhost:1", directory, LONG, LONG),
                        new TopicOrigin("topic-1", 4));
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void a_partition_that_comes_back_is_left_to_others_until_it_has_what_it_missed() {
        assertThat(replica.stay()).isNull();
        replica.readyAt(10);
        replica.reached(9);
        assertThat(replica.ready()).isFalse();
        replica.reached(10);
        assertThat(replica.ready()).isTrue();
        assertThat(replica.behind()).isFalse();

        replica.leave();
        assertThat(replica.stay()).isEqualTo(10);
        replica.readyAt(20);
        assertThat(replica.leaving()).isFalse();
        assertThat(replica.ready()).as("it can still be searched").isTrue();
        assertThat(replica.behind()).isTrue();
        replica.reached(19);
        assertThat(replica.behind()).isTrue();
        replica.reached(20);
        assertThat(replica.behind()).isFalse();
    }

    @Test
    void who_has_it_elsewhere_must_have_had_it_for_a_while_without_a_break() {
        assertThat(replica.elsewhereLongerThan(Duration.ZERO, true)).as("just heard").isFalse();
        assertThat(replica.elsewhereLongerThan(LONG, true)).isFalse();
        assertThat(replica.elsewhereLongerThan(Duration.ZERO, true)).isTrue();
        assertThat(replica.elsewhereLongerThan(Duration.ZERO, false)).isFalse();
        assertThat(replica.elsewhereLongerThan(Duration.ZERO, true)).as("heard anew").isFalse();
    }
}
