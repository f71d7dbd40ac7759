package io.feedrank.jobs.erasure;

import io.feedrank.jobs.record.Suppression;
import io.feedrank.jobs.record.Unhurried;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The list of suppressed users as a topology gets it.
 *
 * @param changes of {@code suppressed-users}; they hold no event time back
 */
public record Suppressions(DataStream<Suppression> changes, SuppressedUsers users) {
    /** For operators that look at it. */
    public BroadcastStream<Suppression> broadcast() {
        return changes.broadcast(SuppressedUsers.STATE);
    }

    /**
     * A stream without what is of suppressed users. Only for streams that no keyed operator guards:
     * it costs an exchange.
     *
     * @param name of the operator, and its uid
     */
    public <T> DataStream<T> without(DataStream<T> stream, String name, UserOf<T> userOf) {
        return Unhurried.waiting(
                stream.connect(broadcast())
                        .process(new SuppressionFilter<>(users, userOf))
                        .returns(stream.getType())
                        .name(name)
                        .uid(name));
    }
}
