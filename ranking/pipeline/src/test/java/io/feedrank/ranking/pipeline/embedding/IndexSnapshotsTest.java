package io.feedrank.ranking.pipeline.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.index.Attributes;
import io.feedrank.ranking.index.ExactVectorIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexSnapshotsTest {
    private static final TopicOrigin ORIGIN = new TopicOrigin("topic-1", 4);
    private static final Map<Integer, Long> NEXT = Map.of(0, 10L, 1, 20L, 2, 0L, 3, 7L);

    private final LiveIndex index = fresh();
    private IndexSnapshots snapshots;
    @TempDir private Path directory;

    @BeforeEach
    void fill() {
        snapshots = new IndexSnapshots(directory.resolve("all"), Duration.ofHours(1));
        put(index, "p1", "reader-v1");
        put(index, "p2", "reader-v1");
        snapshots.take(index, ORIGIN, NEXT);
    }

    @Test
    void an_index_comes_back_with_the_offsets_that_it_held() {
        LiveIndex again = fresh();
        IndexSnapshots.Restored restored = snapshots.restore(again, ORIGIN);
        assertThat(restored.next()).isEqualTo(NEXT);
        assertThat(restored.refused()).isEmpty();
        assertThat(restored.takenAt()).isAfter(Instant.now().minusSeconds(600));
        assertThat(again.size()).isEqualTo(2);
        assertThat(again.spaces().serving()).isEqualTo("reader-v1");
    }

    @Test
    void spaces_come_back_together_and_a_space_that_went_leaves_no_file() throws IOException {
        put(index, "p1", "reader/v2");
        snapshots.take(index, ORIGIN, NEXT);
        LiveIndex again = fresh();
        snapshots.restore(again, ORIGIN);
        assertThat(again.spaces().serving()).isEqualTo("reader-v1");
        assertThat(again.spaces().building()).containsExactly("reader/v2");

        LiveIndex other = fresh();
        put(other, "p1", "reader-v3");
        snapshots.take(other, ORIGIN, NEXT);
        assertThat(files()).hasSize(1);
    }

    @Test
    void there_is_nothing_to_refuse_where_there_is_no_snapshot() {
        IndexSnapshots none = new IndexSnapshots(directory.resolve("none"), Duration.ofHours(1));
        assertThat(none.restore(fresh(), ORIGIN)).isEqualTo(IndexSnapshots.Restored.nothing(""));
    }

    @Test
    void a_restart_while_the_space_before_is_kept_does_not_go_back_to_it() {
        index.caughtUp();
        put(index, "p1", "reader-v2");
        put(index, "p2", "reader-v2");
        index.tick();
        index.apply(new PostUpdate.Gone("p2"));
        put(index, "p3", "reader-v1");
        put(index, "p4", "reader-v1");
        assertThat(index.spaces().serving()).isEqualTo("reader-v2");
        snapshots.take(index, ORIGIN, NEXT);

        LiveIndex again = fresh();
        snapshots.restore(again, ORIGIN);
        again.caughtUp();
        put(again, "p5", "reader-v1");
        again.tick();
        assertThat(again.spaces()).isEqualTo(index.spaces());
    }

    @Test
    void a_torn_snapshot_is_refused_and_leaves_the_index_empty() throws IOException {
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
        assertRefused(ORIGIN, snapshots, "reader-v1.64.vectors: ");
    }

    @Test
    void a_snapshot_with_one_bit_turned_is_refused() throws IOException {
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        assertRefused(ORIGIN, snapshots, "reader-v1.64.vectors: ");
    }

    @Test
    void a_snapshot_of_another_topic_of_the_same_name_is_refused() {
        assertRefused(new TopicOrigin("topic-2", 4), snapshots, "of another topic");
    }

    @Test
    void a_snapshot_that_is_too_old_is_refused() {
        IndexSnapshots strict = new IndexSnapshots(directory.resolve("all"), Duration.ZERO);
        assertRefused(ORIGIN, strict, "minutes old");
    }

    private static void assertRefused(TopicOrigin origin, IndexSnapshots snapshots, String why) {
        LiveIndex again = fresh();
        IndexSnapshots.Restored restored = snapshots.restore(again, origin);
        assertThat(restored.next()).isEmpty();
        assertThat(restored.refused()).contains(why);
        assertThat(again.size()).isZero();
        assertThat(again.indexes()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("all"))) {
            return files.toList();
        }
    }

    private static LiveIndex fresh() {
        return new LiveIndex(ExactVectorIndex::new, Clock.systemUTC());
    }

    private static void put(LiveIndex index, String postId, String space) {
        index.apply(
                new PostUpdate.Vector(
                        postId, space, VectorSpace.ofReader(postId), Attributes.NONE));
    }
}
