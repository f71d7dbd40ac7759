package io.feedrank.jobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.BlockChange;
import io.feedrank.feature.change.Change.FollowChange;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.User;
import io.feedrank.feature.change.Change.UserChange;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.Touches;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecSerializerTest {
    @Test
    void records_come_back_equal() throws IOException {
        PostTouch touch = Touches.touch("e", "u", EventType.DWELL, "p", Touches.NOON);
        assertThat(roundTrip(RecordType.POST_TOUCH, touch)).isEqualTo(touch);
        assertThat(roundTrip(RecordType.SOURCE_EVENT, SourceEvent.of(touch.event())).event())
                .isEqualTo(touch.event());
        ListedPost listed = new ListedPost(FeatureGroup.TRENDING, "all", "p", 1.5);
        assertThat(roundTrip(RecordType.LISTED_POST, listed)).isEqualTo(listed);
    }

    @Test
    void a_thread_that_writes_a_checkpoint_gives_way_and_one_that_sends_records_does_not()
            throws Exception {
        TypeSerializer<ListedPost> serializer = new CodecSerializer<>(RecordType.LISTED_POST);
        ListedPost listed = new ListedPost(FeatureGroup.TRENDING, "all", "p", 1.5);
        ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
        DataOutputSerializer network = new DataOutputSerializer(64);

        assertThat(
                        priorityAfter(
                                () ->
                                        serializer.serialize(
                                                listed,
                                                new DataOutputViewStreamWrapper(checkpoint))))
                .isEqualTo(Thread.MIN_PRIORITY);
        assertThat(priorityAfter(() -> serializer.serialize(listed, network)))
                .isEqualTo(Thread.NORM_PRIORITY);
        assertThat(checkpoint.toByteArray()).isEqualTo(network.getCopyOfBuffer());
    }

    @SuppressWarnings("ThreadPriorityCheck") // It is what is tested.
    private static int priorityAfter(ThrowingCallable work) throws Exception {
        FutureTask<Integer> task =
                new FutureTask<>(
                        () -> {
                            try {
                                work.call();
                            } catch (Throwable failure) {
                                throw new AssertionError(failure);
                            }
                            return Thread.currentThread().getPriority();
                        });
        Thread thread = new Thread(task);
        // Not that of this thread, which may have written a checkpoint itself.
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.start();
        return task.get(10, TimeUnit.SECONDS);
    }

    @Test
    void every_kind_of_change_comes_back_equal() throws IOException {
        LogPosition at = new LogPosition(7, 8);
        List<Change> changes =
                List.of(
                        Touches.post("p", "sport"),
                        Touches.deletion("p"),
                        new FollowChange("u", "a", at, 5, true),
                        new BlockChange("u", "a", at, false),
                        new UserChange("u", at, new User("u", 1, "en", "NO")));
        for (Change change : changes) {
            assertThat(roundTrip(RecordType.CHANGE, change)).isEqualTo(change);
        }
    }

    @Test
    void a_training_example_keeps_features_and_labels() throws IOException {
        PostTouch touch = Touches.touch("e", "u", EventType.IMPRESSION, "p", Touches.NOON);
        TrainingExample example =
                new TrainingExample(
                        touch,
                        new float[] {1, 2, 3},
                        new TrainingExample.Labels(true, false, true, 99),
                        5);
        TrainingExample read = roundTrip(RecordType.TRAINING_EXAMPLE, example);
        assertThat(read.features()).containsExactly(1, 2, 3);
        assertThat(read.labels()).isEqualTo(example.labels());
        assertThat(read.columns()).isEqualTo(5);
        assertThat(read.impression()).isEqualTo(touch);
    }

    @Test
    void mutable_state_is_copied() {
        TypeSerializer<PostState> serializer = serializer(RecordType.POST_STATE);
        PostState state = new PostState();
        PostState copy = serializer.copy(state);
        state.apply(Touches.touch("e", "u", EventType.CLICK, "p", Touches.NOON));
        assertThat(copy.sequence()).isZero();
        assertThat(serializer.isImmutableType()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(RecordType.class)
    void a_snapshot_restores_the_same_serializer(RecordType type) throws IOException {
        TypeSerializer<Object> serializer = serializer(type);
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<Object> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader());
        assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(snapshot)
                                .isCompatibleAsIs())
                .isTrue();
    }

    private static <T> TypeSerializer<T> serializer(RecordType type) {
        return type.<T>info().createSerializer(new SerializerConfigImpl());
    }

    private static <T> T roundTrip(RecordType type, T value) throws IOException {
        TypeSerializer<T> serializer = serializer(type);
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
