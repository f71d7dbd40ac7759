package io.feedrank.jobs.record;

import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Streams that may wait. Each edge between two tasks has a thread that sends on what lies in its
 * buffers, as often as its operator's buffer timeout says, whether there is anything or not: at 5
 * ms a few dozen edges without a record took a sixth of a core or more.
 */
public final class Unhurried {
    /** Little beside what is gathered for a quarter of a second or longer. */
    private static final Duration WAIT = Duration.ofMillis(50);

    private Unhurried() {}

    /**
     * A side output whose records may lie in a buffer for {@link #WAIT}, while the operator that
     * they are from sends others on at once.
     *
     * @param name of the operator that passes them on, in the task that they are from; its uid is
     *     made of it
     */
    public static <T> DataStream<T> sideOutput(DataStream<T> stream, String name) {
        return waiting(
                stream.map(record -> record)
                        .returns(stream.getType())
                        .name(name)
                        .uid("unhurried-" + name));
    }

    /** The same for all that an operator sends. */
    public static <T> SingleOutputStreamOperator<T> waiting(SingleOutputStreamOperator<T> stream) {
        return flushedEvery(WAIT, stream);
    }

    /** A source of a record now and then: each goes on at once, and no thread looks for more. */
    public static <T> SingleOutputStreamOperator<T> seldom(SingleOutputStreamOperator<T> stream) {
        return flushedEvery(Duration.ZERO, stream);
    }

    private static <T> SingleOutputStreamOperator<T> flushedEvery(
            Duration timeout, SingleOutputStreamOperator<T> stream) {
        RuntimeExecutionMode mode =
                stream.getExecutionEnvironment()
                        .getConfiguration()
                        .get(ExecutionOptions.RUNTIME_MODE);
        // A bounded job hands on whole blocks: Flink refuses it a timeout.
        return mode == RuntimeExecutionMode.BATCH
                ? stream
                : stream.setBufferTimeout(timeout.toMillis());
    }
}
