package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.config.FeedrankException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores as text: a line an impression, {@code impression_id<TAB>score,score,…}, the posts in the
 * order of the log. Each score is the shortest text that reads back as the same float.
 */
final class ScoreFile {
    private ScoreFile() {}

    /** Writes the scores of one ranker, in the order of the log's file. */
    static void write(Path file, List<Judged> judged, String ranker) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                for (Judged one :
                        judged.stream()
                                .sorted(Comparator.comparingInt(at -> at.impression().index()))
                                .toList()) {
                    writer.write(one.impression().id());
                    char separator = '\t';
                    for (float score : one.scores().getOrDefault(ranker, new float[0])) {
                        writer.write(separator);
                        writer.write(Float.toString(score));
                        separator = ',';
                    }
                    writer.write('\n');
                }
            }
        } catch (IOException e) {
            throw new FeedrankException(
                    FeedrankException.Category.UNAVAILABLE, "cannot write " + file + ": " + e, e);
        }
    }

    /** Reads scores by impression. */
    static Map<String, float[]> read(Path file) {
        Map<String, float[]> scores = new HashMap<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                int tab = line.indexOf('\t');
                if (tab < 1) {
                    throw bad(file, number, line);
                }
                String[] texts = line.substring(tab + 1).split(",", -1);
                float[] own = new float[texts.length];
                for (int i = 0; i < own.length; i++) {
                    own[i] = Float.parseFloat(texts[i]);
                }
                scores.put(line.substring(0, tab), own);
            }
        } catch (NumberFormatException e) {
            throw bad(file, number, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new FeedrankException(
                    FeedrankException.Category.BAD_INPUT, "cannot read " + file + ": " + e, e);
        }
        return scores;
    }

    private static FeedrankException bad(Path file, int line, String got) {
        return FeedrankException.badInput(
                file
                        + ":"
                        + line
                        + ": got '"
                        + got
                        + "', expected impression_id<TAB>score,score,…");
    }
}
