package io.feedrank.jobs.online;

import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.feature.parity.FeatureUpdates;
import io.feedrank.feature.state.Entity;
import io.feedrank.jobs.record.AuditRecord;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.EntityState;
import io.feedrank.jobs.record.EntityTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostState;
import io.feedrank.jobs.record.UserState;
import io.feedrank.proto.v1.BaseState;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What one subtask tells of the updates that it took in, of the share of entities that is audited.
 * One update in {@value #BASE_EVERY} carries all that is known of its entity, so that a reader
 * needs nothing older; nothing is remembered for it. Not thread-safe.
 */
final class AuditTrail {
    /** A reader of a hundred posts a day is known anew after two or three days. */
    static final int BASE_EVERY = 256;

    private final AuditShare share;
    private final long generation;
    private final Clock clock;
    private final long run;

    private AuditTrail(JobConfig config) {
        this.share = config.audit();
        this.generation = config.generation();
        this.clock = config.eventTime().clock();
        this.run = clock.millis();
    }

    /** The trail of a run that begins now. */
    static AuditTrail begin(JobConfig config) {
        return new AuditTrail(config);
    }

    /** Whether updates of this entity are told of. */
    boolean covers(Entity entity, String id) {
        return share.covers(entity, id);
    }

    /** A touch of a post was taken in; {@code state} holds it. */
    AuditRecord touched(PostState state, EnrichedTouch touch) {
        FeatureUpdate.Builder update =
                update(Entity.POST, touch.touch().postId(), state.sequence(), () -> base(state));
        Post meta = state.meta();
        if (update.hasBase() && meta != null) {
            update.setRow(FeatureUpdates.row(meta));
        }
        return record(update, touch);
    }

    /** A change of a post's row was taken in. */
    AuditRecord changed(PostState state, Post meta) {
        return new AuditRecord(
                update(Entity.POST, meta.id(), state.sequence(), () -> base(state))
                        .setRow(FeatureUpdates.row(meta))
                        .build());
    }

    /** A touch was taken in by its user; {@code state} holds it. */
    AuditRecord touched(UserState state, EnrichedTouch touch) {
        return record(
                update(
                        Entity.USER,
                        touch.userId(),
                        state.sequence(),
                        () -> FeatureUpdates.base(state.features())),
                touch);
    }

    /** A touch was taken in by its author or topic; {@code state} holds it. */
    AuditRecord touched(EntityState state, EntityTouch touch) {
        return new AuditRecord(
                update(
                                touch.entity(),
                                touch.entity().keyOf(touch.observation()),
                                state.sequence(),
                                () -> FeatureUpdates.base(state.declared()))
                        .setEvent(FeatureUpdates.event(touch.auditedEvent(), touch.observation()))
                        .build());
    }

    private static AuditRecord record(FeatureUpdate.Builder update, EnrichedTouch touch) {
        return new AuditRecord(
                update.setEvent(
                                FeatureUpdates.event(
                                        touch.touch().event().eventId(), touch.observation()))
                        .build());
    }

    private FeatureUpdate.Builder update(
            Entity entity, String id, long sequence, Supplier<BaseState> base) {
        FeatureUpdate.Builder update =
                FeatureUpdate.newBuilder()
                        .setEntity(entity.id())
                        .setEntityId(id)
                        .setGeneration(generation)
                        .setSequence(sequence)
                        .setRun(run)
                        .setAppliedAtMs(clock.millis());
        if (sequence % BASE_EVERY == 0) {
            update.setBase(base.get());
        }
        return update;
    }

    private static BaseState base(PostState state) {
        return FeatureUpdates.base(state.stats(), state.declared(), state.vector());
    }
}
