package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Processes that are recorded in a work directory and still run. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WorkDirectory work;

    Leftovers(WorkDirectory work) {
        this.work = work;
    }

    /** Those that run, the dependent ones first. */
    List<ProcessRecord> running() {
        try (Stream<Path> files = Files.list(work.run())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(ProcessRecord::read)
                    .flatMap(Optional::stream)
                    .filter(record -> record.identity().alive())
                    .sorted(
                            Comparator.comparing(
                                            (ProcessRecord record) ->
                                                    Names.ALL.indexOf(record.name()))
                                    .reversed())
                    .toList();
        } catch (IOException failure) {
            throw new StackException("cannot list " + work.run() + ": " + failure, failure);
        }
    }

    /** Stops them all: first everyone is asked, then waited for. */
    void stop(List<ProcessRecord> records) {
        records.forEach(record -> record.identity().signal(record.signal()));
        records.forEach(
                record ->
                        ManagedProcess.end(
                                record, work.record(record.name()), record.signal(), PATIENCE));
    }
}
