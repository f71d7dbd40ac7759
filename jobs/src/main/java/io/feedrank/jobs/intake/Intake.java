package io.feedrank.jobs.intake;

import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The head of both topologies.
 *
 * @param touches one a post and event, each event once
 */
public record Intake(
        DataStream<PostTouch> touches,
        DataStream<DeadLetter> rejected,
        DataStream<DeadLetter> late) {

    /** Builds it on the stream of events. */
    public static Intake build(DataStream<SourceEvent> events, JobConfig config) {
        SingleOutputStreamOperator<SourceEvent> wellFormed =
                events.process(new SplitMalformed())
                        .returns(RecordType.SOURCE_EVENT.<SourceEvent>info())
                        .name("split malformed")
                        .uid("split-malformed");
        SingleOutputStreamOperator<PostTouch> touches =
                wellFormed
                        .keyBy(SourceEvent::identity)
                        .process(new DedupeByEventId(config))
                        .returns(RecordType.POST_TOUCH.<PostTouch>info())
                        .name("dedupe by event id")
                        .uid("dedupe");
        return new Intake(
                touches,
                wellFormed.getSideOutput(DeadLetters.REJECTED),
                touches.getSideOutput(DeadLetters.LATE));
    }
}
