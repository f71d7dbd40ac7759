package io.feedrank.bench.features;

import io.feedrank.feature.online.OnlineWrite;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Hands values to the run's {@link Feed}. */
final class FeedSink implements Sink<OnlineWrite> {
    private static final long serialVersionUID = 1L;

    private final String feed;

    FeedSink(String feed) {
        this.feed = feed;
    }

    @Override
    @Deprecated
    public SinkWriter<OnlineWrite> createWriter(InitContext context) {
        return new Writer(Feed.of(feed));
    }

    @Override
    public SinkWriter<OnlineWrite> createWriter(WriterInitContext context) {
        return new Writer(Feed.of(feed));
    }

    private record Writer(Feed feed) implements SinkWriter<OnlineWrite> {
        @Override
        public void write(OnlineWrite element, Context context) {
            feed.write(element);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
