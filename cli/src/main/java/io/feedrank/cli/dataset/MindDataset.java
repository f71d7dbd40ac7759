package io.feedrank.cli.dataset;

import io.feedrank.feature.clicklog.LogRow;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MIND's click log in its published form. Its rows are in no order: an index of times and file
 * offsets is sorted, and each row read again when its time comes.
 */
public final class MindDataset extends ClickLogDataset {
    private static final int BUFFER = 1 << 14;

    private record Place(long timeMs, long offset) {}

    private final MindFiles files;
    private final MindHistory history = new MindHistory();
    private final List<Place> places = new ArrayList<>();
    private final Map<String, MindFiles.News> news = new HashMap<>();
    private final Instant logStart;

    /** Reads both files once. */
    public MindDataset(Path directory) {
        this.files = MindFiles.in(directory);
        files.lines(
                (number, offset, line) -> {
                    try {
                        MindFiles.Behavior behavior = MindFiles.behavior(line);
                        places.add(new Place(behavior.row().time().toEpochMilli(), offset));
                        seen.add(behavior.row());
                        history.add(behavior.row(), behavior.history());
                    } catch (IllegalArgumentException e) {
                        problems.add(files.behaviors(), number, e);
                    }
                });
        places.sort(Comparator.comparingLong(Place::timeMs).thenComparingLong(Place::offset));
        logStart = seen.start();
        history.forEach(
                logStart,
                read -> seen.addRead(read.userId(), read.postIds().get(0), read.eventTime()));
        files.news(problems).forEach(row -> news.put(row.id(), row));
    }

    @Override
    public String name() {
        return "mind";
    }

    /** Those of {@code news.tsv}, and those that are only shown or read. */
    @Override
    public Stream<PostRow> posts() {
        Set<String> ids = new HashSet<>(news.keySet());
        ids.addAll(seen.posts().keySet());
        return ids.stream().sorted().map(this::post);
    }

    @Override
    Replay open() throws IOException {
        RandomAccessFile behaviors = new RandomAccessFile(files.behaviors().toFile(), "r");
        return new Replay(behaviors, new Merge(behaviors));
    }

    private PostRow post(String id) {
        MindFiles.@Nullable News row = news.get(id);
        Instant createdAt = seen.posts().getOrDefault(id, seen.start());
        if (row == null) {
            return nameless(id, createdAt);
        }
        return new PostRow(
                id,
                FirstSeen.NEWSROOM,
                createdAt,
                row.title(),
                row.summary(),
                "en",
                row.category(),
                PostRow.PUBLISHED,
                null);
    }

    /** All history, then the log by its index. */
    private final class Merge extends EventTimeOrder {
        private final RandomAccessFile behaviors;
        private final MindHistory.Reads reads = history.inOrder(logStart);
        private final byte[] buffer = new byte[BUFFER];
        private int next;
        private long settledUntilMs = Long.MIN_VALUE;

        Merge(RandomAccessFile behaviors) {
            this.behaviors = behaviors;
        }

        @Override
        boolean produce() {
            var read = reads.poll();
            if (read != null) {
                add(read);
                settledUntilMs = read.eventTime().toEpochMilli() + 1;
                return true;
            }
            if (next == places.size()) {
                return false;
            }
            try {
                LogRow row = MindFiles.at(behaviors, places.get(next++).offset(), buffer).row();
                add(row.impression());
                row.clicks().forEach(this::add);
                settledUntilMs = row.time().toEpochMilli();
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + files.behaviors(), e);
            }
        }

        @Override
        long settledUntilMs() {
            return settledUntilMs;
        }
    }
}
