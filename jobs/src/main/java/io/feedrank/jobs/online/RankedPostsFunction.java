package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.state.RankedPosts;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.ListedPost;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by list: keeps the highest posts of {@code trending}, {@code fresh_posts} and each
 * author's, and writes them out.
 */
final class RankedPostsFunction extends KeyedProcessFunction<String, ListedPost, OnlineWrite> {
    private static final long serialVersionUID = 1L;
    private static final Duration WRITE_EVERY = Duration.ofMillis(250);
    private static final int MOST_OF_AN_AUTHOR = 50;
    private static final int MOST_OF_ALL = 500;

    private final JobConfig config;
    private transient @Nullable ValueState<RankedPosts> posts;
    private transient @Nullable ValueState<Long> sequence;
    private transient @Nullable ValueState<String> pending;

    RankedPostsFunction(JobConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        posts =
                state(
                        new ValueStateDescriptor<>(
                                "posts", RecordType.RANKED_POSTS.<RankedPosts>info()));
        sequence = state(new ValueStateDescriptor<>("sequence", Types.LONG));
        pending = state(new ValueStateDescriptor<>("pending", Types.STRING));
    }

    private <T> ValueState<T> state(ValueStateDescriptor<T> descriptor) {
        descriptor.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        return getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(ListedPost listed, Context context, Collector<OnlineWrite> out)
            throws Exception {
        ValueState<RankedPosts> lists = Objects.requireNonNull(posts);
        RankedPosts stored = lists.value();
        RankedPosts list = stored == null ? new RankedPosts(most(listed.group())) : stored;
        boolean changed =
                Double.isNaN(listed.score())
                        ? list.remove(listed.postId())
                        : list.put(listed.postId(), listed.score());
        if (!changed) {
            return;
        }
        lists.update(list);
        Long count = Objects.requireNonNull(sequence).value();
        Objects.requireNonNull(sequence).update(count == null ? 1 : count + 1);
        if (Objects.requireNonNull(pending).value() == null) {
            Objects.requireNonNull(pending).update(listed.group().name() + ' ' + listed.entity());
            long width = WRITE_EVERY.toMillis();
            context.timerService()
                    .registerProcessingTimeTimer(
                            (context.timerService().currentProcessingTime() / width + 1) * width);
        }
    }

    private static int most(FeatureGroup group) {
        return group == FeatureGroup.AUTHOR_POSTS ? MOST_OF_AN_AUTHOR : MOST_OF_ALL;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OnlineWrite> out)
            throws Exception {
        String target = Objects.requireNonNull(pending).value();
        RankedPosts list = Objects.requireNonNull(posts).value();
        Long count = Objects.requireNonNull(sequence).value();
        Objects.requireNonNull(pending).clear();
        if (target == null || list == null || count == null) {
            return;
        }
        int space = target.indexOf(' ');
        FeatureGroup group = FeatureGroup.valueOf(target.substring(0, space));
        out.collect(
                OnlineOutputs.write(
                        group,
                        target.substring(space + 1),
                        config.generation(),
                        count,
                        RankedPosts.CODEC,
                        list));
    }
}
