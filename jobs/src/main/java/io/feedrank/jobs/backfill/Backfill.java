package io.feedrank.jobs.backfill;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.PostVector;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a backfill adds around a topology: history in front, a hold behind. Without one, streams
 * pass as they are.
 */
public final class Backfill {
    /** Name of the operator whose watermark tells how far the job is. */
    public static final String HELD_WRITES = "held writes";

    /**
     * Operators whose state a job of a new generation takes over: rows of users, follows and blocks
     * are sent only when they change, so no history holds them all.
     */
    private static final Set<String> TAKEN_OVER = Set.of("source-cdc-relations", "user-graph");

    private final StreamExecutionEnvironment env;
    private final BackfillConfig config;
    private final Path offline;

    public Backfill(StreamExecutionEnvironment env, BackfillConfig config, Path offline) {
        this.env = env;
        this.config = config;
        this.offline = offline;
    }

    /** Events of history, and of {@code live} those that are not of it. */
    public DataStream<SourceEvent> events(DataStream<SourceEvent> live) {
        if (!config.active()) {
            return live;
        }
        DataStream<SourceEvent> later =
                live.process(new AfterCut(latest(config.since(), config.cut()), config.holdUntil()))
                        .returns(RecordType.SOURCE_EVENT.<SourceEvent>info())
                        .name("after the cut")
                        .uid("after-cut");
        return config.from() == BackfillConfig.From.PARQUET
                ? new History(env, offline)
                        .events(config.since(), config.cut())
                        .map(history -> history.union(later))
                        .orElse(later)
                : later;
    }

    /** Posts of history too: Kafka keeps changes for some days alone. */
    public DataStream<Change> posts(DataStream<Change> live) {
        return config.from() == BackfillConfig.From.PARQUET
                ? new History(env, offline).posts().map(live::union).orElse(live)
                : live;
    }

    /** Values of the groups asked for once the job has caught up, then of all as they change. */
    public DataStream<OnlineWrite> writes(DataStream<OnlineWrite> writes) {
        if (!config.active()) {
            return writes;
        }
        return writes.process(new GroupsAskedFor(config))
                .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                .name("groups asked for")
                .uid("groups-asked-for")
                .keyBy(write -> OnlineKey.prefix(write.key().group()) + write.key().entity())
                .process(new HoldUntil<>(config.holdUntil(), RecordType.ONLINE_WRITE.info()))
                .returns(RecordType.ONLINE_WRITE.<OnlineWrite>info())
                .name(HELD_WRITES)
                .uid("held-writes");
    }

    /** Post vectors, once the job has caught up. */
    public DataStream<PostVector> vectors(DataStream<PostVector> vectors) {
        return config.active()
                ? vectors.keyBy(PostVector::postId)
                        .process(new HoldUntil<>(config.holdUntil(), RecordType.POST_VECTOR.info()))
                        .returns(RecordType.POST_VECTOR.<PostVector>info())
                        .name("held vectors")
                        .uid("held-vectors")
                : vectors;
    }

    /** Letters of what came after the job has caught up. */
    public DataStream<DeadLetter> letters(String name, DataStream<DeadLetter> letters) {
        return config.active()
                ? letters.process(new DropUntil(config.holdUntil()))
                        .returns(RecordType.DEAD_LETTER.<DeadLetter>info())
                        .name("new " + name)
                        .uid("new-" + name)
                : letters;
    }

    /**
     * Gives the operators that begin anew ids of their own, so that a savepoint of the job before
     * fills the others alone.
     */
    public void beginAnew(long generation) {
        if (!config.active()) {
            return;
        }
        String suffix = "-g" + generation;
        for (Transformation<?> sink : env.getTransformations()) {
            for (Transformation<?> one : sink.getTransitivePredecessors()) {
                String uid = one.getUid();
                if (uid != null && !TAKEN_OVER.contains(uid) && !uid.endsWith(suffix)) {
                    one.setUid(uid + suffix);
                }
            }
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
