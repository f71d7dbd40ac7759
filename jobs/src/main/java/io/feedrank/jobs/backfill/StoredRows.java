package io.feedrank.jobs.backfill;

import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.jobs.parquet.ParquetRows;
import io.feedrank.jobs.record.PostTouch;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** What the rows of a file of table {@code events} are about: an event and a post. */
final class StoredRows implements FlatMapFunction<String, String> {
    private static final long serialVersionUID = 1L;

    static String key(PostTouch touch) {
        return key(touch.event().eventId(), touch.postId());
    }

    private static String key(String eventId, String postId) {
        return eventId + '/' + postId;
    }

    @Override
    public void flatMap(String file, Collector<String> out) throws Exception {
        ParquetRows.forEach(
                OfflineFiles.resolve(Path.of(file)),
                row -> out.collect(key(row.getString("event_id", 0), row.getString("post_id", 0))));
    }
}
