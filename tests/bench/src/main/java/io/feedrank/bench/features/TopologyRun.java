package io.feedrank.bench.features;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.ChangeDecoder;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.jobs.erasure.SuppressedUsers;
import io.feedrank.jobs.erasure.Suppressions;
import io.feedrank.jobs.online.OnlineTopology;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.Suppression;
import io.feedrank.jobs.record.TowerRecord;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The online topology over the workload on a Flink cluster in this process: bytes in, bytes out.
 */
final class TopologyRun {
    private static final int PARALLELISM = 2;

    /**
     * What a run took, from the first event to the end of the job.
     *
     * @param writes values written to the online store
     */
    record Result(ProcessCpu took, long writes) {}

    private final Workload workload;
    private final JobConfig config;

    TopologyRun(Workload workload) {
        this(workload, Map.of());
    }

    /**
     * A topology.
     *
     * @param settings besides the defaults
     */
    TopologyRun(Workload workload, Map<String, String> settings) {
        this.workload = workload;
        this.config = JobConfig.from(Settings.of(settings));
    }

    /**
     * Runs it.
     *
     * @param backend {@code hashmap} or {@code rocksdb}
     */
    Result run(String backend) throws Exception {
        try (Feed feed = new Feed(workload)) {
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(
                            PARALLELISM, configuration(backend));
            build(env, feed);
            env.execute("features");
            return new Result(ProcessCpu.now().since(feed.start()), feed.writes());
        }
    }

    private static Configuration configuration(String backend) {
        return Configuration.fromMap(
                Map.of(
                        "state.backend.type", backend,
                        "taskmanager.memory.managed.size", "256m",
                        "taskmanager.memory.network.max", "128m",
                        "taskmanager.numberOfTaskSlots", Integer.toString(PARALLELISM),
                        // Hadoop is on the class path, for Parquet; nobody logs in.
                        "security.delegation.tokens.enabled", "false",
                        // As flink-conf has them.
                        "pipeline.object-reuse", "true",
                        "execution.buffer-timeout.interval", "5 ms",
                        "pipeline.generic-types", "false"));
    }

    private void build(StreamExecutionEnvironment env, Feed feed) {
        String id = feed.id();
        DataStream<SourceEvent> events =
                numbered(env, workload.events().size(), "events")
                        .map(index -> decoded(Feed.of(id).event(index)))
                        .returns(RecordType.SOURCE_EVENT.<SourceEvent>info())
                        .setParallelism(1)
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<SourceEvent>forBoundedOutOfOrderness(
                                                config.eventTime().outOfOrderness())
                                        .withTimestampAssigner((event, time) -> time(event)))
                        .setParallelism(1);
        DataStream<Change> posts =
                numbered(env, workload.posts().size(), "posts")
                        .map(index -> ChangeDecoder.decode(Feed.of(id).post(index)))
                        .returns(RecordType.CHANGE.<Change>info())
                        .setParallelism(1);
        DataStream<Change> relations =
                numbered(env, 1, "relations")
                        .filter(index -> false)
                        .map(index -> ChangeDecoder.decode(new byte[0]))
                        .returns(RecordType.CHANGE.<Change>info());
        DataStream<TowerRecord> towers =
                numbered(env, 1, "towers")
                        .filter(index -> false)
                        .map(index -> new TowerRecord(null, null, ""))
                        .returns(RecordType.TOWER_RECORD.<TowerRecord>info());
        DataStream<Suppression> suppressions =
                numbered(env, 1, "suppressions")
                        .filter(index -> false)
                        .map(index -> new Suppression("", false))
                        .returns(RecordType.SUPPRESSION.<Suppression>info());
        OnlineTopology topology =
                OnlineTopology.build(
                        new OnlineTopology.Sources(
                                events,
                                posts,
                                relations,
                                towers,
                                new Suppressions(
                                        suppressions,
                                        new SuppressedUsers("nobody is suppressed", Set.of()))),
                        config);
        topology.writes().sinkTo(new FeedSink(id));
        topology.vectors().sinkTo(new DiscardingSink<>());
        topology.rejectedTowers().sinkTo(new DiscardingSink<>());
        topology.rejected().sinkTo(new DiscardingSink<>());
        topology.late().sinkTo(new DiscardingSink<>());
        topology.updates().sinkTo(new DiscardingSink<>());
        topology.receipts().sinkTo(new DiscardingSink<>());
    }

    private static SingleOutputStreamOperator<Long> numbered(
            StreamExecutionEnvironment env, int count, String name) {
        return env.fromSequence(0, count - 1L).setParallelism(1).name(name);
    }

    private static SourceEvent decoded(byte[] value) {
        return SourceEvent.of(EventCodec.decode(value, EventCodec.PROTOBUF));
    }

    private static long time(SourceEvent source) {
        Event event = source.event();
        return event == null ? Long.MIN_VALUE : event.eventTime().toEpochMilli();
    }
}
