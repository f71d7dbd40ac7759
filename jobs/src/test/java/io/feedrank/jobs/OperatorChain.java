package io.feedrank.jobs;

import io.feedrank.jobs.record.RecordType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** Operators of a job in a row, one subtask each, on clocks that the test sets. */
@SuppressWarnings("try") // close() declares Exception
public abstract class OperatorChain implements AutoCloseable {
    private final Map<String, AbstractStreamOperatorTestHarness<?>> operators =
            new LinkedHashMap<>();
    private long snapshots;

    /** Adds an open operator; those before it in the row come first. */
    protected final <O, H extends AbstractStreamOperatorTestHarness<O>> H add(
            String name, H operator) {
        operators.put(name, operator);
        return operator;
    }

    /** Opens an operator whose state may be as large as it likes. */
    public static <O, H extends AbstractStreamOperatorTestHarness<O>> H opened(
            H operator, RecordType out) throws Exception {
        // The harness's own backend keeps its own storage, of 5 MB.
        operator.setStateBackend(new HashMapStateBackend());
        operator.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
        operator.setup(out.<O>info().createSerializer(new SerializerConfigImpl()));
        operator.open();
        return operator;
    }

    /** Hands on what the operators have sent, each to the next. */
    protected abstract void passOn() throws Exception;

    /** It is {@code now}, by each clock but event time. */
    public void time(Instant now) throws Exception {
        passOn();
        for (AbstractStreamOperatorTestHarness<?> operator : operators.values()) {
            operator.setStateTtlProcessingTime(now.toEpochMilli());
            operator.setProcessingTime(now.toEpochMilli());
        }
        passOn();
    }

    /** Bytes of a checkpoint, by operator. */
    public final Map<String, Long> stateBytes(Instant now) throws Exception {
        Map<String, Long> bytes = new LinkedHashMap<>();
        snapshots++;
        for (Map.Entry<String, AbstractStreamOperatorTestHarness<?>> operator :
                operators.entrySet()) {
            bytes.put(
                    operator.getKey(),
                    operator.getValue().snapshot(snapshots, now.toEpochMilli()).getStateSize());
        }
        return bytes;
    }

    /** What an operator has sent since it was asked last. */
    protected static <T> List<T> sent(AbstractStreamOperatorTestHarness<T> operator) {
        List<T> sent = operator.extractOutputValues();
        operator.getOutput().clear();
        return sent;
    }

    /** The same of a side output. */
    protected static <T> List<T> sent(
            AbstractStreamOperatorTestHarness<?> operator, OutputTag<T> side) {
        Queue<StreamRecord<T>> records = operator.getSideOutput(side);
        List<T> sent = new ArrayList<>();
        if (records != null) {
            records.forEach(record -> sent.add(record.getValue()));
            records.clear();
        }
        return sent;
    }

    @Override
    public void close() throws Exception {
        for (AbstractStreamOperatorTestHarness<?> operator : operators.values()) {
            operator.close();
        }
    }
}
