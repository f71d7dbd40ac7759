package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.clicklog.BadRows;
import io.feedrank.feature.clicklog.EbnerdFiles;
import io.feedrank.feature.config.FeedrankException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two folders of a click log: impressions to learn from, later ones to be judged on, and what their
 * users read before. Histories are whole whatever is cut from the impressions.
 *
 * @param train in time order
 * @param trainReads of the first folder's history, in the order in which they count, each once
 * @param test in time order; {@link LoggedImpression#index} gives the order of the file
 * @param allReads of both histories, likewise
 */
record EvaluationLog(
        List<LoggedImpression> train,
        List<PastRead> trainReads,
        List<LoggedImpression> test,
        List<PastRead> allReads) {
    private static final Comparator<PastRead> BY_COUNT =
            Comparator.comparingLong(PastRead::countsAt)
                    .thenComparingLong(PastRead::second)
                    .thenComparing(PastRead::userId)
                    .thenComparing(PastRead::postId);

    EvaluationLog {
        train = List.copyOf(train);
        trainReads = List.copyOf(trainReads);
        test = List.copyOf(test);
        allReads = List.copyOf(allReads);
    }

    /**
     * Reads both folders.
     *
     * @throws FeedrankException BAD_INPUT when a folder does not hold one of each file, a row
     *     cannot be read (the message names file and line), there is nothing to learn from or to be
     *     judged on, or the test begins before the training ends
     */
    static EvaluationLog read(Path trainDir, Path testDir) {
        EbnerdFiles trainFiles = EbnerdFiles.in(trainDir, "--train");
        EbnerdFiles testFiles = EbnerdFiles.in(testDir, "--test");
        List<LoggedImpression> train = impressions(trainFiles, false);
        List<LoggedImpression> test = impressions(testFiles, true);
        if (test.get(0).second() < train.get(train.size() - 1).second()) {
            throw FeedrankException.badInput(
                    "--test "
                            + testDir
                            + ": got impressions from "
                            + test.get(0).time()
                            + " on, expected none before the last one of --train, "
                            + train.get(train.size() - 1).time());
        }
        Map<String, String> names = new HashMap<>();
        Set<PastRead> reads = new LinkedHashSet<>();
        addReads(trainFiles, names, reads);
        List<PastRead> trainReads = reads.stream().sorted(BY_COUNT).toList();
        addReads(testFiles, names, reads);
        return new EvaluationLog(train, trainReads, test, reads.stream().sorted(BY_COUNT).toList());
    }

    private static List<LoggedImpression> impressions(EbnerdFiles files, boolean test) {
        List<LoggedImpression> rows = new ArrayList<>();
        files.impressions(
                BadRows.REFUSED,
                row -> {
                    rows.add(new LoggedImpression(rows.size(), test, row));
                    requireEachOnce(files.behaviors(), rows.size(), row.row().postIds());
                });
        if (rows.isEmpty()) {
            throw FeedrankException.badInput(
                    files.behaviors() + ": got no rows, expected impressions");
        }
        rows.sort(Comparator.comparingLong(LoggedImpression::second));
        return rows;
    }

    private static void requireEachOnce(Path file, int line, List<String> posts) {
        Set<String> seen = new HashSet<>();
        for (String post : posts) {
            if (!seen.add(post)) {
                throw FeedrankException.badInput(
                        file + ":" + line + ": got post " + post + " twice, expected each once");
            }
        }
    }

    private static void addReads(EbnerdFiles files, Map<String, String> names, Set<PastRead> to) {
        files.reads(
                BadRows.REFUSED,
                read ->
                        to.add(
                                new PastRead(
                                        names.computeIfAbsent(read.userId(), id -> id),
                                        names.computeIfAbsent(read.postId(), id -> id),
                                        read.time().getEpochSecond(),
                                        read.seconds(),
                                        read.scrollPercent())));
    }
}
