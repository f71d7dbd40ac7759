package io.feedrank.jobs.online;

import io.feedrank.feature.change.Change;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The operator of posts, in a harness. */
final class PostHarness {
    private PostHarness() {}

    /**
     * Opens one.
     *
     * @param from a snapshot of another; null to begin with nothing
     */
    static KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch> open(
            @Nullable OperatorSubtaskState from) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch> posts =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new OnlinePostFunction(Touches.CONFIG)),
                        PostTouch::postId,
                        change -> ((Change.PostChange) change).postId(),
                        Types.STRING);
        posts.setup(
                RecordType.ENRICHED_TOUCH
                        .<EnrichedTouch>info()
                        .createSerializer(new SerializerConfigImpl()));
        if (from != null) {
            posts.initializeState(from);
        }
        posts.open();
        return posts;
    }
}
