package io.feedrank.cli.dataset;

import com.google.protobuf.ByteString;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import java.time.Instant;

/** One record that a dataset sends to {@code feed-events}. */
public sealed interface FeedRecord {
    /** Where the dataset's clock stands when it is sent; never goes back. */
    Instant sentAt();

    /** Its key in Kafka. */
    String key();

    /** Its value in Kafka. */
    byte[] value();

    /** An event that was not sent before. */
    record Fresh(Event event) implements FeedRecord {
        @Override
        public Instant sentAt() {
            return event.eventTime();
        }

        @Override
        public String key() {
            return event.userId();
        }

        @Override
        public byte[] value() {
            return EventCodec.encode(event);
        }
    }

    /** An event once more, as a client sends it that did not hear the answer. */
    record Repeat(Event event, Instant sentAt) implements FeedRecord {
        @Override
        public String key() {
            return event.userId();
        }

        @Override
        public byte[] value() {
            return EventCodec.encode(event);
        }
    }

    /**
     * A value that is no event.
     *
     * @param key unique, so that it can be counted where it ends up
     */
    record Malformed(String key, ByteString bytes, Instant sentAt) implements FeedRecord {
        @Override
        public byte[] value() {
            return bytes.toByteArray();
        }
    }
}
