package io.feedrank.feature.parity;

import com.google.protobuf.ByteString;
import io.feedrank.feature.aggregate.DecayedVector;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.AuditedRow;
import io.feedrank.proto.v1.BaseState;
import io.feedrank.proto.v1.ObservedEvent;

/** Makes the parts of {@link io.feedrank.proto.v1.FeatureUpdate}, for the operators. */
public final class FeatureUpdates {
    private FeatureUpdates() {}

    /** What was counted. */
    public static ObservedEvent event(String eventId, Observation seen) {
        ObservedEvent.Builder event =
                ObservedEvent.newBuilder()
                        .setEventId(eventId)
                        .setSignal(seen.signal().name())
                        .setEventTimeMs(seen.time().toEpochMilli())
                        .setUserId(seen.userId())
                        .setPostId(seen.postId())
                        .setTopic(seen.topic())
                        .setAuthorId(seen.authorId())
                        .setListSize(seen.listSize())
                        .setDwellMs(seen.dwellMs());
        float[] vector = seen.vector();
        if (vector != null) {
            for (float component : vector) {
                event.addVector(component);
            }
        }
        return event.build();
    }

    /** What features read of a row. */
    public static AuditedRow row(Post post) {
        return AuditedRow.newBuilder()
                .setAuthorId(post.authorId())
                .setTopic(post.topic())
                .setCreatedAtMs(post.createdAtMs())
                .build();
    }

    /** All that is known of a user. */
    public static BaseState base(UserFeatures user) {
        return BaseState.newBuilder()
                .setUser(ByteString.copyFrom(UserFeatures.CODEC.toBytes(user)))
                .build();
    }

    /** All that was counted of a post; {@code vector} is of its readers. */
    public static BaseState base(TiledCounts stats, DeclaredStates declared, DecayedVector vector) {
        return base(declared).toBuilder()
                .setPostStats(ByteString.copyFrom(PostStats.CODEC.toBytes(stats)))
                .setPostVector(ByteString.copyFrom(VectorSpace.CODEC.toBytes(vector)))
                .build();
    }

    /** All that was counted of an author or a topic. */
    public static BaseState base(DeclaredStates declared) {
        return BaseState.newBuilder()
                .setDeclared(ByteString.copyFrom(DeclaredStates.CODEC.toBytes(declared)))
                .build();
    }
}
