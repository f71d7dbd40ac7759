package io.feedrank.jobs.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.TextTower;
import io.feedrank.feature.text.TextTowerCodec;
import io.feedrank.jobs.TestTowers;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.PostVector;
import io.feedrank.jobs.record.ReaderVector;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.TowerRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostVectorHarnessTest {
    private static final float[] READER = VectorSpace.ofReader("u-1");
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final String SPORT = "Marathonzeiten in Kassel";

    private KeyedBroadcastOperatorTestHarness<String, ReaderVector, TowerRecord, PostVector>
            harness;
    private int seen;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void a_post_that_nobody_read_has_no_vector_until_there_is_a_tower() throws Exception {
        unread("p", SPORT);
        assertThat(published()).isEmpty();

        tower("1", 4);

        PostVector vector = published().get(0);
        assertThat(vector.postId()).isEqualTo("p");
        assertThat(vector.textTower()).isEqualTo("1");
        assertThat(vector.vector()).isEqualTo(text("1", SPORT));
    }

    @Test
    void a_new_post_has_the_vector_of_its_text_at_once() throws Exception {
        tower("1", 4);
        unread("p", SPORT);

        assertThat(published()).hasSize(1).first().satisfies(this::isOfText);
    }

    @Test
    void readers_take_over_and_the_record_keeps_their_part_by_itself() throws Exception {
        tower("1", 4);
        unread("p", SPORT);
        read("p", SPORT, 4);
        read("p", SPORT, 1_000);

        List<PostVector> vectors = published();
        float[] half = Objects.requireNonNull(vectors.get(1).vector());
        assertThat((double) VectorSpace.dot(half, READER))
                .as("as near to its readers as to its text")
                .isCloseTo(VectorSpace.dot(half, text("1", SPORT)), within(1e-4));
        assertThat(vectors.get(1).readers().vector()).isEqualTo(READER);
        assertThat(vectors.get(2).vector()).isEqualTo(READER);
        assertThat(vectors.get(2).textTower()).isEmpty();
    }

    @Test
    void another_tower_gives_posts_in_which_text_counts_their_vector_anew() throws Exception {
        tower("1", 4);
        unread("cold", SPORT);
        read("warm", SPORT, 4);
        read("known", SPORT, 1_000);
        published();

        tower("2", 4);

        assertThat(published())
                .hasSize(2)
                .allSatisfy(vector -> assertThat(vector.textTower()).isEqualTo("2"))
                .extracting(PostVector::postId)
                .containsExactlyInAnyOrder("cold", "warm");
        tower("2", 4);
        assertThat(published()).as("the same once more").isEmpty();
    }

    @Test
    void another_title_gives_another_vector_and_none_takes_it_back() throws Exception {
        tower("1", 4);
        unread("p", SPORT);
        unread("p", "Sauerteig in Ulm");
        unread("p", "");

        List<PostVector> vectors = published();
        assertThat(vectors.get(1).vector()).isEqualTo(text("1", "Sauerteig in Ulm"));
        assertThat(vectors.get(2).vector()).isNull();
    }

    @Test
    void a_deleted_post_is_gone_and_comes_back_with_no_other_tower() throws Exception {
        tower("1", 4);
        unread("p", SPORT);
        send(new ReaderVector(post("p", "", "deleted"), null, 0, 1));

        assertThat(published()).last().extracting(PostVector::vector).isNull();
        tower("2", 4);
        assertThat(published()).isEmpty();
    }

    @Test
    void a_torn_tower_and_one_of_another_space_are_set_aside_and_the_old_one_stays()
            throws Exception {
        tower("1", 4);
        byte[] torn = TextTowerCodec.write(TestTowers.tower("2", 4));
        torn[torn.length / 2] ^= 1;
        send(new TowerRecord(bytes(VectorSpace.NAME), torn, "text-towers/0/7"));
        send(new TowerRecord(bytes("reader-v9"), torn, "text-towers/0/8"));
        unread("p", SPORT);

        assertThat(published()).hasSize(1).first().satisfies(this::isOfText);
        assertThat(rejected())
                .extracting(DeadLetter::origin)
                .containsExactly("text-towers/0/7", "text-towers/0/8");
        assertThat(rejected().get(0).reason()).contains("tower");
        assertThat(rejected().get(1).reason()).contains("got vector space 'reader-v9'");
    }

    @Test
    void without_its_tower_a_post_that_nobody_read_is_found_no_more() throws Exception {
        tower("1", 4);
        unread("cold", SPORT);
        read("warm", SPORT, 4);
        published();

        send(new TowerRecord(bytes(VectorSpace.NAME), null, "text-towers/0/9"));

        for (PostVector vector : published()) {
            assertThat(vector.textTower()).isEmpty();
            assertThat(vector.vector()).isEqualTo(vector.postId().equals("warm") ? READER : null);
        }
    }

    @Test
    void a_restored_job_has_the_tower_and_the_posts_that_it_had() throws Exception {
        tower("1", 4);
        unread("before", SPORT);
        published();
        var snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        seen = 0;

        unread("after", SPORT);
        assertThat(published()).hasSize(1).first().satisfies(this::isOfText);
        tower("2", 4);
        assertThat(published()).hasSize(2);
    }

    @Test
    void a_post_that_expires_is_gone_and_leaves_nothing_behind() throws Exception {
        long expires = Touches.NOON.plusSeconds(60).toEpochMilli();
        long expiresHere = expires - AHEAD.toMillis();
        tower("1", 4);
        send(new ReaderVector(expiring("moved", expires), null, 0, 1));
        send(new ReaderVector(expiring("moved", expires + 1), null, 0, 1));
        send(new ReaderVector(expiring("p", expires), null, 0, 1));
        published();

        harness.setProcessingTime(expiresHere - 1);
        assertThat(published()).isEmpty();
        harness.setProcessingTime(expiresHere);
        assertThat(published())
                .singleElement()
                .satisfies(gone -> assertThat(gone.postId()).isEqualTo("p"))
                .satisfies(gone -> assertThat(gone.vector()).isNull());
        harness.setProcessingTime(expiresHere + 1);
        assertThat(published()).extracting(PostVector::postId).containsExactly("moved");
        tower("2", 4);
        assertThat(published()).as("nothing is kept of them").isEmpty();
    }

    private void isOfText(PostVector vector) {
        assertThat(vector.textTower()).isEqualTo("1");
        assertThat(vector.vector()).isEqualTo(text("1", SPORT));
    }

    private static KeyedBroadcastOperatorTestHarness<String, ReaderVector, TowerRecord, PostVector>
            harness() throws Exception {
        KeyedBroadcastOperatorTestHarness<String, ReaderVector, TowerRecord, PostVector> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new PostVectorFunction(AHEAD), List.of(TowerInUse.STATE)),
                        ReaderVector::postId,
                        Types.STRING,
                        1,
                        1,
                        0);
        harness.setup(
                RecordType.POST_VECTOR
                        .<PostVector>info()
                        .createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    private void unread(String id, String title) throws Exception {
        send(new ReaderVector(post(id, title, Post.PUBLISHED), null, 0, 1));
    }

    private void read(String id, String title, float mass) throws Exception {
        send(new ReaderVector(post(id, title, Post.PUBLISHED), READER, mass, 2));
    }

    private void tower(String version, float worth) throws Exception {
        byte[] bytes = TextTowerCodec.write(TestTowers.tower(version, worth));
        send(new TowerRecord(bytes(VectorSpace.NAME), bytes, "text-towers/0/1"));
    }

    private void send(ReaderVector readers) throws Exception {
        harness.processElement(new StreamRecord<>(readers));
    }

    private void send(TowerRecord record) throws Exception {
        harness.processBroadcastElement(new StreamRecord<>(record));
    }

    /** What came since the last call. */
    private List<PostVector> published() {
        List<PostVector> all = harness.extractOutputValues();
        List<PostVector> latest = List.copyOf(all.subList(seen, all.size()));
        seen = all.size();
        return latest;
    }

    private List<DeadLetter> rejected() {
        Queue<StreamRecord<DeadLetter>> letters =
                Objects.requireNonNull(harness.getSideOutput(OnlineOutputs.REJECTED_TOWERS));
        return letters.stream().map(StreamRecord::getValue).toList();
    }

    private static float @Nullable [] text(String version, String title) {
        TextTower tower = TestTowers.tower(version, 4);
        return tower.vector(title, "de", "sport");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Post expiring(String id, long expiresAtMs) {
        long created = Touches.NOON.toEpochMilli();
        return new Post(id, "author", created, SPORT, "de", "sport", Post.PUBLISHED, expiresAtMs);
    }

    private static Post post(String id, String title, String status) {
        return new Post(id, "author", Touches.NOON.toEpochMilli(), title, "de", "sport", status, 0);
    }
}
