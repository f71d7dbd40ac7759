package io.feedrank.jobs.offline;

import io.feedrank.jobs.record.CapturedPost;
import io.feedrank.jobs.sink.ColumnReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Columns of table {@code posts}, in the order of the offline schema. */
public final class PostColumns implements ColumnReader<CapturedPost> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object column(CapturedPost captured, int index) {
        return switch (index) {
            case 0 -> captured.post().id();
            case 1 -> captured.post().authorId();
            case 2 -> captured.post().createdAtMs();
            case 3 -> captured.post().title();
            case 4 -> captured.post().language();
            case 5 -> captured.post().topic();
            case 6 -> captured.post().status();
            case 7 -> captured.capturedAtMs();
            case 8 -> captured.position().commitLsn();
            case 9 -> captured.position().lsn();
            case 10 -> captured.post().expiresAtMs();
            default -> throw new IllegalArgumentException("column " + index);
        };
    }

    @Override
    public Instant eventTime(CapturedPost captured) {
        return Instant.ofEpochMilli(captured.capturedAtMs());
    }
}
