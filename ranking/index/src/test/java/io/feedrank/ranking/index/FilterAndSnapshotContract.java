package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every vector index does with filters, expiry and snapshots. */
abstract class FilterAndSnapshotContract {
    private final List<VectorIndex> opened = new ArrayList<>();

    abstract VectorIndex open(int dimensions);

    VectorIndex create(int dimensions) {
        VectorIndex index = open(dimensions);
        opened.add(index);
        return index;
    }

    @AfterEach
    void close() {
        opened.forEach(VectorIndex::close);
    }

    @TempDir Path directory;

    /** Brings what was changed into the engine's own structure. */
    static void settle(VectorIndex index) throws InterruptedException {
        index.refresh();
    }

    /** All of an index that a search can find, in order. */
    static List<String> everything(VectorIndex index) {
        return index.search(vector(1, 0.3f), Math.max(1, index.size())).stream()
                .map(Neighbour::id)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.1, 0.01, 0.001})
    void a_filter_lets_through_what_it_says_and_loses_nothing(double share) throws Exception {
        VectorIndex index = create(16);
        Random random = new Random(21);
        int wanted = (int) (3_000 * share);
        for (int i = 0; i < 3_000; i++) {
            index.upsert(
                    "p" + i,
                    RandomVectors.next(random, 16),
                    Attributes.NONE.described(i < wanted ? "da" : "sv", "t" + i % 7, "a" + i));
        }
        settle(index);
        IndexFilter danish = IndexFilter.of(new Condition.LanguageIn(Set.of("da")));
        SearchOptions options = SearchOptions.top(5_000).where(danish);

        SearchResult all = index.search(RandomVectors.next(random, 16), options);

        assertThat(all.neighbours()).hasSize(wanted);
        assertThat(all.neighbours())
                .allSatisfy(
                        found ->
                                assertThat(index.attributes(found.id()).language())
                                        .isEqualTo("da"));
        assertThat(all.explanation().selectivity()).isBetween(share / 3, share * 2 + 0.01);
        assertThat(index.search(RandomVectors.next(random, 16), SearchOptions.top(2).where(danish)))
                .satisfies(few -> assertThat(few.neighbours()).hasSize(Math.min(2, wanted)));
    }

    @Test
    void every_condition_is_held() throws Exception {
        VectorIndex index = create(2);
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        Attributes sport = new Attributes("da", "sport", "anna", noon, noon.plusSeconds(60));
        index.upsert("a", vector(1, 0), sport);
        index.upsert("b", vector(1, 0.1f), sport.described("sv", "sport", "bo"));
        index.upsert("c", vector(1, 0.2f), sport.lasting(noon.minusSeconds(9), Attributes.NEVER));
        index.upsert("d", vector(1, 0.3f));
        for (int round = 0; round < 2; round++) {
            assertThat(found(index, new Condition.LanguageIn(Set.of("da")))).containsOnly("a", "c");
            assertThat(found(index, new Condition.LanguageIn(Set.of("sv", ""))))
                    .containsOnly("b", "d");
            assertThat(found(index, new Condition.TopicIn(Set.of("none")))).isEmpty();
            assertThat(found(index, new Condition.AuthorIn(Set.of("bo")))).containsOnly("b");
            assertThat(found(index, new Condition.AuthorNotIn(Set.of("anna", "never seen"))))
                    .containsOnly("b", "d");
            assertThat(found(index, new Condition.CreatedFrom(noon))).containsOnly("a", "b");
            assertThat(found(index, new Condition.LiveAt(noon.plusSeconds(60))))
                    .containsOnly("c", "d");
            assertThat(found(index, new Condition.IdNotIn(Set.of("a", "x"))))
                    .containsOnly("b", "c", "d");
            assertThat(found(index, new Condition.IdIn(Set.of("d", "x")))).containsOnly("d");
            assertThat(found(index, new Condition.IdMatches("c"::equals))).containsOnly("c");
            assertThat(
                            found(
                                    index,
                                    new Condition.TopicIn(Set.of("sport")),
                                    new Condition.IdIn(Set.of("a", "b")),
                                    new Condition.IdIn(Set.of("b", "c"))))
                    .containsOnly("b");
            settle(index);
        }
        assertThat(index.annotate("d", sport)).isTrue();
        assertThat(index.annotate("x", sport)).isFalse();
        assertThat(found(index, new Condition.LanguageIn(Set.of("da")))).contains("d");
        assertThat(index.attributes("d")).isEqualTo(sport);
        assertThat(index.attributes("x")).isNull();
    }

    @Test
    void what_has_expired_is_taken_out() throws Exception {
        VectorIndex index = create(2);
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        index.upsert("now", vector(1, 0), Attributes.NONE.lasting(noon, noon));
        index.upsert("later", vector(1, 0), Attributes.NONE.lasting(noon, noon.plusSeconds(1)));
        index.upsert("never", vector(1, 0));
        settle(index);

        assertThat(index.deleteExpired(noon)).isEqualTo(1);
        assertThat(index.deleteExpired(noon)).isZero();

        assertThat(everything(index)).containsExactlyInAnyOrder("later", "never");
    }

    @Test
    void a_restored_snapshot_answers_as_before_and_goes_on_changing() throws Exception {
        VectorIndex index = create(16);
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            index.upsert("p" + i, RandomVectors.next(random, 16), described(i));
        }
        settle(index);
        index.delete("p5");
        index.upsert("p6", RandomVectors.next(random, 16), described(6));
        Path file = directory.resolve("deep/snapshot");
        index.snapshot(file, Map.of("offset", "17"));
        VectorIndex other = create(16);
        other.upsert("gone", RandomVectors.next(random, 16));

        assertThat(other.restore(file)).isEqualTo(Map.of("offset", "17"));

        assertThat(other.size()).isEqualTo(1_999);
        assertThat(other.contains("gone")).isFalse();
        assertThat(other.vector("p6")).isEqualTo(index.vector("p6"));
        assertThat(other.attributes("p9")).isEqualTo(index.attributes("p9"));
        float[] query = RandomVectors.next(random, 16);
        SearchOptions exact = SearchOptions.top(50).recalling(1);
        assertThat(other.search(query, exact).neighbours())
                .isEqualTo(index.search(query, exact).neighbours());
        assertThat(other.search(query, 50)).hasSize(50);
        other.upsert("new", query);
        other.delete("p9");
        assertThat(other.search(query, 1).get(0).id()).isEqualTo("new");
        assertThat(other.contains("p9")).isFalse();
    }

    @Test
    void a_torn_or_foreign_snapshot_is_refused_and_nothing_changes() throws Exception {
        VectorIndex index = threeDirections();
        Path whole = directory.resolve("whole");
        index.snapshot(whole, Map.of());
        byte[] bytes = Files.readAllBytes(whole);
        Path torn = directory.resolve("torn");
        for (int length : new int[] {0, 5, 21, bytes.length / 2, bytes.length - 1}) {
            Files.write(torn, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> index.restore(torn))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining(torn.toString());
        }
        bytes[bytes.length / 2] ^= 1;
        Files.write(torn, bytes);
        assertThatThrownBy(() -> index.restore(torn)).hasMessageContaining("checksum");
        assertThatThrownBy(() -> index.restore(directory.resolve("absent")))
                .isInstanceOf(SnapshotException.class);
        assertThatThrownBy(() -> create(3).restore(whole)).hasMessageContaining("2 dimensions");
        assertThat(index.size()).isEqualTo(3);
        assertThat(directory).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    static Attributes described(int i) {
        return new Attributes(
                i % 2 == 0 ? "da" : "",
                "topic" + i % 10,
                "author" + i % 100,
                Instant.ofEpochSecond(1_700_000_000L + i),
                Attributes.NEVER);
    }

    static List<String> found(VectorIndex index, Condition... conditions) {
        return index
                .search(vector(1, 0.15f), SearchOptions.top(10).where(IndexFilter.of(conditions)))
                .neighbours()
                .stream()
                .map(Neighbour::id)
                .toList();
    }

    VectorIndex threeDirections() {
        VectorIndex index = create(2);
        index.upsert("north", vector(0, 2));
        index.upsert("east", vector(5, 0));
        index.upsert("north-east", vector(1, 1));
        return index;
    }

    static List<String> ids(List<Neighbour> neighbours) {
        return neighbours.stream().map(Neighbour::id).toList();
    }

    static float[] vector(float... components) {
        return components;
    }
}
