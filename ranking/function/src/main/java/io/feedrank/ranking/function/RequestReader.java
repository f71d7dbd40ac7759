package io.feedrank.ranking.function;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Topics;
import io.feedrank.proto.v1.FeedRequest;
import org.apache.flink.statefun.sdk.java.Context;
import org.apache.flink.statefun.sdk.java.message.Message;

/** Reads requests out of StateFun messages. */
final class RequestReader {
    private static final String REPLY_TOPICS = Topics.responsesOf("");

    private RequestReader() {}

    /**
     * The request in {@code message}, which can be answered.
     *
     * @throws FeedrankException BAD_INPUT when it is none, or names no topic to reply to
     */
    static FeedRequest read(Message message) {
        FeedRequest request;
        try {
            request = FeedRequest.parseFrom(message.rawValue().asReadOnlyByteBuffer());
        } catch (InvalidProtocolBufferException e) {
            throw FeedrankException.badInput("no protobuf FeedRequest: " + e.getMessage());
        }
        String topic = request.getReplyTopic();
        if (!topic.startsWith(REPLY_TOPICS) || topic.length() == REPLY_TOPICS.length()) {
            throw FeedrankException.badInput(
                    "reply_topic: got '" + topic + "', expected " + REPLY_TOPICS + "<replica>");
        }
        return request;
    }

    /** Whether the request is of the user to whom it was sent, and whose state came with it. */
    static boolean isOf(FeedRequest request, Context context) {
        return request.getUserId().equals(context.self().id());
    }
}
