package io.feedrank.cli.dataset;

import io.feedrank.feature.clicklog.EbnerdFiles;
import io.feedrank.feature.clicklog.LogRow;
import io.feedrank.feature.config.FeedrankException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * EB-NeRD (Kruse et al. 2024), as two tab-separated files: impressions of a week and the reads of
 * the three weeks before, which count as clicks. Impressions are streamed; the reads, which the
 * file keeps by user, are held and sorted.
 */
public final class EbnerdDataset extends ClickLogDataset {
    private final EbnerdFiles files;
    private final List<EbnerdFiles.Read> reads = new ArrayList<>();

    /** Reads both files once, for what they name and what is wrong in them. */
    public EbnerdDataset(Path directory) {
        this.files = EbnerdFiles.in(directory, "--data");
        files.reads(
                problems,
                read -> {
                    seen.addRead(read.userId(), read.postId(), read.time());
                    reads.add(read);
                });
        reads.sort(Comparator.comparing(EbnerdFiles.Read::time));
        scanBehaviors();
    }

    @Override
    public String name() {
        return "ebnerd";
    }

    @Override
    public Stream<PostRow> posts() {
        return seen.posts().entrySet().stream()
                .map(entry -> nameless(entry.getKey(), entry.getValue()));
    }

    @Override
    Replay open() {
        BufferedReader lines = files.openBehaviors();
        return new Replay(lines, new Merge(lines));
    }

    private void scanBehaviors() {
        long number = 0;
        Instant last = Instant.MIN;
        try (BufferedReader lines = files.openBehaviors()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                LogRow row;
                try {
                    row = EbnerdFiles.behavior(line).row();
                } catch (IllegalArgumentException e) {
                    problems.add(files.behaviors(), number, e);
                    continue;
                }
                if (row.time().isBefore(last)) {
                    throw FeedrankException.badInput(
                            files.behaviors()
                                    + ":"
                                    + number
                                    + ": got "
                                    + row.time()
                                    + " after "
                                    + last
                                    + ", expected rows in time order");
                }
                last = row.time();
                seen.add(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + files.behaviors(), e);
        }
    }

    /**
     * All reads, then impressions as they are read, each with its clicks; ordered by time,
     * whichever comes first.
     */
    private final class Merge extends EventTimeOrder {
        private final BufferedReader lines;
        private int readsAdded;
        private long settledUntilMs = Long.MIN_VALUE;

        Merge(BufferedReader lines) {
            this.lines = lines;
        }

        @Override
        boolean produce() {
            LogRow row = nextRow();
            long until = row == null ? Long.MAX_VALUE : row.time().toEpochMilli();
            while (readsAdded < reads.size()
                    && reads.get(readsAdded).time().toEpochMilli() <= until) {
                add(reads.get(readsAdded++).event());
            }
            if (row == null) {
                return false;
            }
            add(row.impression());
            row.clicks().forEach(this::add);
            settledUntilMs = until;
            return true;
        }

        @Override
        long settledUntilMs() {
            return settledUntilMs;
        }

        private @Nullable LogRow nextRow() {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    LogRow row = parsed(line);
                    if (row != null) {
                        return row;
                    }
                }
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + files.behaviors(), e);
            }
        }

        /** Null for a row that the constructor named, which read this file to its end. */
        private static @Nullable LogRow parsed(String line) {
            try {
                return EbnerdFiles.behavior(line).row();
            } catch (IllegalArgumentException reported) {
                return null;
            }
        }
    }
}
