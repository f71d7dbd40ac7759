package io.feedrank.jobs.backfill;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.jobs.parquet.Cells;
import io.feedrank.jobs.parquet.ParquetRows;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.apache.parquet.example.data.Group;

/** The changes of posts in a file of table {@code posts}; their order is that of the log. */
final class ReadPosts implements FlatMapFunction<String, Change> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(String file, Collector<Change> out) throws Exception {
        ParquetRows.forEach(OfflineFiles.resolve(Path.of(file)), row -> out.collect(change(row)));
    }

    private static Change change(Group row) {
        String id = row.getString("post_id", 0);
        // Files of before there was the column don't say when a post expires.
        Long expires = Cells.number(row, "expires_at_ms");
        return new PostChange(
                id,
                new LogPosition(row.getLong("commit_lsn", 0), row.getLong("lsn", 0)),
                new Post(
                        id,
                        row.getString("author_id", 0),
                        row.getLong("created_at_ms", 0),
                        row.getString("title", 0),
                        row.getString("language", 0),
                        row.getString("topic", 0),
                        row.getString("status", 0),
                        expires == null ? 0 : expires));
    }
}
