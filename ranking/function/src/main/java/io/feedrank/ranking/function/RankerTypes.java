package io.feedrank.ranking.function;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.UserSession;
import java.time.Duration;
import org.apache.flink.statefun.sdk.java.TypeName;
import org.apache.flink.statefun.sdk.java.ValueSpec;
import org.apache.flink.statefun.sdk.java.io.KafkaEgressMessage;
import org.apache.flink.statefun.sdk.java.message.EgressMessage;
import org.apache.flink.statefun.sdk.java.types.SimpleType;
import org.apache.flink.statefun.sdk.java.types.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names and types that the function shares with the StateFun module. */
final class RankerTypes {
    private static final Logger LOG = LoggerFactory.getLogger(RankerTypes.class);

    /** The function; its ids are user ids. */
    static final TypeName RANKER = TypeName.typeNameFromString("feedrank/ranker");

    /** Where replies leave. */
    static final TypeName RESPONSES = TypeName.typeNameFromString("feedrank/feed-responses");

    private static final Duration SESSION_KEPT = Duration.ofHours(24);

    private static final Type<UserSession> SESSION_TYPE =
            SimpleType.simpleImmutableTypeFrom(
                    TypeName.typeNameFromString("feedrank.v1/UserSession"),
                    UserSession::toByteArray,
                    RankerTypes::session);

    /** What was served to the user lately; gone a day after the last feed. */
    static final ValueSpec<UserSession> SESSION =
            ValueSpec.named("session")
                    .thatExpireAfterWrite(SESSION_KEPT)
                    .withCustomType(SESSION_TYPE);

    private RankerTypes() {}

    /** A session that cannot be read is begun anew, since the call would come back for ever. */
    private static UserSession session(byte[] bytes) {
        try {
            return UserSession.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("a session of {} bytes cannot be read and begins anew", bytes.length);
            return UserSession.getDefaultInstance();
        }
    }

    /** A reply on its way to Kafka. */
    static EgressMessage reply(String topic, String userId, FeedResponse response) {
        return KafkaEgressMessage.forEgress(RESPONSES)
                .withTopic(topic)
                .withUtf8Key(userId)
                .withValue(response.toByteArray())
                .build();
    }
}
