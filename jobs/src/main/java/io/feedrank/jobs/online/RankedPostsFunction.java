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
    private transient @Nullable Gathering gathering;

    RankedPostsFunction(JobConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<RankedPosts> descriptor =
                new ValueStateDescriptor<>("posts", RecordType.RANKED_POSTS.<RankedPosts>info());
        descriptor.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        posts = getRuntimeContext().getState(descriptor);
        gathering = Gathering.open("gathering", WRITE_EVERY, getRuntimeContext());
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
        if (changed) {
            lists.update(list);
            Objects.requireNonNull(gathering).changed(context.timerService());
        }
    }

    private static int most(FeatureGroup group) {
        return group.equals(FeatureGroup.AUTHOR_POSTS) ? MOST_OF_AN_AUTHOR : MOST_OF_ALL;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OnlineWrite> out)
            throws Exception {
        RankedPosts list = Objects.requireNonNull(posts).value();
        if (list == null || !Objects.requireNonNull(gathering).due(timestamp)) {
            return;
        }
        String key = context.getCurrentKey();
        out.collect(
                OnlineOutputs.write(
                        OnlineOutputs.ending(ListedPost.groupOf(key), list.isEmpty()),
                        ListedPost.entityOf(key),
                        config.generation(),
                        timestamp,
                        RankedPosts.CODEC,
                        list));
    }
}
