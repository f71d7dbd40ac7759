package io.feedrank.bench.candidates;

import io.feedrank.feature.config.FeedrankException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures the recall of candidate generation; {@code feedrank bench candidates} runs it. */
public final class CandidatesBenchMain {
    private CandidatesBenchMain() {}

    /** Prints the table and writes it where it is asked for. Exit 2 for bad usage. */
    public static void main(String[] args) throws IOException {
        PrintStream console = System.out;
        CandidatesConfig config;
        try {
            config = CandidatesConfig.parse(args);
        } catch (FeedrankException | NumberFormatException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        CandidatesReport report = new CandidatesReplay(config).run();
        console.println(report.table());
        Path json = config.json();
        if (json != null) {
            Files.writeString(json, report.json(), StandardCharsets.UTF_8);
        }
    }
}
