package io.feedrank.jobs.intake;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.jobs.erasure.Suppressions;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.Unhurried;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The head of both topologies.
 *
 * @param touches one a post and event, each event once, none of suppressed users
 * @param erasures ask to let go of their user; for what is keyed by the user of events
 * @param leavers the same, for what is keyed by the user of rows
 */
public record Intake(
        DataStream<PostTouch> touches,
        DataStream<EnrichedTouch> erasures,
        DataStream<Change> leavers,
        DataStream<DeadLetter> rejected,
        DataStream<DeadLetter> late) {

    /** Builds it on the stream of events. */
    public static Intake build(
            DataStream<SourceEvent> events, Suppressions suppressions, JobConfig config) {
        SingleOutputStreamOperator<SourceEvent> wellFormed =
                events.process(new SplitMalformed())
                        .returns(RecordType.SOURCE_EVENT.<SourceEvent>info())
                        .name("split malformed")
                        .uid("split-malformed");
        SingleOutputStreamOperator<PostTouch> touches =
                wellFormed
                        .keyBy(SourceEvent::identity)
                        .connect(suppressions.broadcast())
                        .process(new DedupeByEventId(config, suppressions.users()))
                        .returns(RecordType.POST_TOUCH.<PostTouch>info())
                        .name("dedupe by event id")
                        .uid("dedupe");
        return new Intake(
                touches,
                Unhurried.sideOutput(wellFormed.getSideOutput(SplitMalformed.ERASURES), "erasures"),
                Unhurried.sideOutput(wellFormed.getSideOutput(SplitMalformed.LEAVERS), "leavers"),
                Unhurried.sideOutput(wellFormed.getSideOutput(DeadLetters.REJECTED), "malformed"),
                touches.getSideOutput(DeadLetters.LATE));
    }

    /**
     * Changes of posts without those that would bring an erased author back. A deletion names none,
     * and passes.
     */
    public static DataStream<Change> posts(DataStream<Change> posts, Suppressions suppressions) {
        return suppressions.without(
                posts,
                "posts-of-known",
                change ->
                        change instanceof PostChange post && post.row() != null
                                ? post.row().authorId()
                                : null);
    }

    /** The user that a letter is of, as its key says: that of a record, or of an event. */
    public static @Nullable String userOf(DeadLetter letter) {
        byte[] key = letter.key();
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }
}
