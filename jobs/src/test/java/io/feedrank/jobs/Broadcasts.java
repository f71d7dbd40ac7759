package io.feedrank.jobs;

import io.feedrank.jobs.erasure.SuppressedUsers;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Harnesses of functions that look at the list of suppressed users, and the list. */
public final class Broadcasts {
    public static final SuppressedUsers NOBODY =
            new SuppressedUsers("a key of the tests", Set.of());

    private Broadcasts() {}

    /** A harness, open, at processing time 0. */
    public static <I, O> KeyedBroadcastOperatorTestHarness<String, I, Suppression, O> open(
            KeyedBroadcastProcessFunction<String, I, Suppression, O> function,
            KeySelector<I, String> key,
            RecordType out)
            throws Exception {
        return restored(function, key, out, null);
    }

    /** The same, from the state of a savepoint when there is one. */
    public static <I, O> KeyedBroadcastOperatorTestHarness<String, I, Suppression, O> restored(
            KeyedBroadcastProcessFunction<String, I, Suppression, O> function,
            KeySelector<I, String> key,
            RecordType out,
            @Nullable OperatorSubtaskState savepoint)
            throws Exception {
        KeyedBroadcastOperatorTestHarness<String, I, Suppression, O> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                function, List.of(SuppressedUsers.STATE)),
                        key,
                        Types.STRING,
                        1,
                        1,
                        0);
        // The harness's own backend keeps its own storage, of 5 MB.
        harness.setStateBackend(new HashMapStateBackend());
        harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
        harness.setup(out.<O>info().createSerializer(new SerializerConfigImpl()));
        if (savepoint != null) {
            harness.initializeState(savepoint);
        }
        harness.open();
        harness.setProcessingTime(0);
        // The list holds no event time back.
        harness.processBroadcastWatermark(Long.MAX_VALUE - 1);
        return harness;
    }

    /** How many values of state there are, of all keys. */
    public static int stateEntries(KeyedBroadcastOperatorTestHarness<?, ?, ?, ?> harness) {
        AbstractStreamOperator<?> operator =
                (AbstractStreamOperator<?>) harness.getTwoInputOperator();
        return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    /** What puts a user onto the list. */
    public static Suppression of(String userId) {
        return new Suppression(NOBODY.hash(userId), false);
    }
}
