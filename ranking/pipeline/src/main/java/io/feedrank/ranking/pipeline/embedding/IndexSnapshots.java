package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.ranking.index.SnapshotException;
import io.feedrank.ranking.index.VectorIndex;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live index on disk: a file for each vector space, {@code <space>.<dimensions>.vectors}, each
 * with the offsets that it holds. What was written after them comes again from Kafka, and taking it
 * in twice changes nothing. A file that is torn, altered, too old or of another topic is refused:
 * the topic is read from its beginning then.
 *
 * <p>One thread at a time.
 */
final class IndexSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(IndexSnapshots.class);
    private static final String SUFFIX = ".vectors";
    private static final String OFFSET = "offset.";
    private static final String TOPIC = "topic-id";
    private static final String TAKEN_AT = "taken-at-ms";

    private final Path directory;
    private final Duration maxAge;

    /**
     * Snapshots in a folder.
     *
     * @param maxAge a snapshot that is older is refused
     */
    IndexSnapshots(Path directory, Duration maxAge) {
        this.directory = directory;
        this.maxAge = maxAge;
    }

    /**
     * How a restore went.
     *
     * @param next the offset to go on at, by partition; those not in it begin at their beginning
     * @param refused why a snapshot was not used; empty when none was refused
     */
    record Restored(Map<Integer, Long> next, String refused) {}

    /** Puts what is on disk into an empty index. */
    Restored restore(LiveIndex index, TopicOrigin origin) {
        Map<Integer, Long> next = null;
        for (Path file : files()) {
            Optional<SpaceFile> name = SpaceFile.parse(file);
            if (name.isEmpty()) {
                continue;
            }
            try {
                Map<Integer, Long> held = restore(index, name.get(), file, origin);
                next = next == null ? held : earlier(next, held);
            } catch (SnapshotException e) {
                // All or nothing: offsets of one space say nothing of another.
                LOG.warn(
                        "snapshot {} is refused, the topic is read from its beginning: {}",
                        file,
                        e.getMessage());
                List.copyOf(index.indexes().keySet()).forEach(index::forget);
                return new Restored(Map.of(), file.getFileName() + ": " + e.getMessage());
            }
        }
        if (next != null) {
            index.restored();
            LOG.info("{} post vectors from snapshots, going on at {}", index.size(), next);
        }
        return new Restored(next == null ? Map.of() : next, "");
    }

    private Map<Integer, Long> restore(
            LiveIndex index, SpaceFile name, Path file, TopicOrigin origin) {
        VectorIndex target = index.restoring(name.space(), name.dimensions());
        Map<String, String> notes;
        try {
            notes = target.restore(file);
        } catch (RuntimeException e) {
            index.forget(name.space());
            throw e instanceof SnapshotException known
                    ? known
                    : new SnapshotException("cannot be read: " + e, e);
        }
        if (!origin.topicId().equals(notes.get(TOPIC))) {
            throw new SnapshotException("it is of another topic of this name");
        }
        Duration age =
                Duration.between(Instant.ofEpochMilli(number(notes, TAKEN_AT)), Instant.now());
        if (age.compareTo(maxAge) > 0) {
            throw new SnapshotException("it is " + age.toMinutes() + " minutes old");
        }
        Map<Integer, Long> held = new HashMap<>();
        for (String key : notes.keySet()) {
            if (key.startsWith(OFFSET)) {
                held.put(Integer.valueOf(key.substring(OFFSET.length())), number(notes, key));
            }
        }
        return held;
    }

    private static long number(Map<String, String> notes, String key) {
        try {
            return Long.parseLong(notes.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            throw new SnapshotException("note " + key + " is no number", e);
        }
    }

    private static Map<Integer, Long> earlier(Map<Integer, Long> a, Map<Integer, Long> b) {
        Map<Integer, Long> both = new HashMap<>();
        a.forEach(
                (partition, offset) -> {
                    Long other = b.get(partition);
                    if (other != null) {
                        both.put(partition, Math.min(offset, other));
                    }
                });
        return both;
    }

    /**
     * Writes the index to disk, beside searches and changes.
     *
     * @param next offsets whose records are all in the index by now
     * @throws SnapshotException when it cannot be written; what was there stays
     */
    void take(LiveIndex index, TopicOrigin origin, Map<Integer, Long> next) {
        Map<String, String> notes = new TreeMap<>();
        notes.put(TOPIC, origin.topicId());
        notes.put(TAKEN_AT, Long.toString(Instant.now().toEpochMilli()));
        next.forEach((partition, offset) -> notes.put(OFFSET + partition, offset.toString()));
        try {
            Files.createDirectories(directory);
            Map<String, VectorIndex> indexes = Map.copyOf(index.indexes());
            for (Map.Entry<String, VectorIndex> entry : indexes.entrySet()) {
                Path file = SpaceFile.in(directory, entry.getKey(), entry.getValue().dimensions());
                entry.getValue().snapshot(file, notes);
            }
            for (Path file : files()) {
                Optional<SpaceFile> name = SpaceFile.parse(file);
                if (name.isPresent() && !indexes.containsKey(name.get().space())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new SnapshotException("cannot write to " + directory, e);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw new SnapshotException("cannot list " + directory, e);
        }
    }

    /** What a file's name says. */
    private record SpaceFile(String space, int dimensions) {
        static Path in(Path directory, String space, int dimensions) {
            String name = URLEncoder.encode(space, StandardCharsets.UTF_8);
            return directory.resolve(name + '.' + dimensions + SUFFIX);
        }

        static Optional<SpaceFile> parse(Path file) {
            String name = file.getFileName().toString();
            String stem = name.substring(0, name.length() - SUFFIX.length());
            int dot = stem.lastIndexOf('.');
            try {
                return Optional.of(
                        new SpaceFile(
                                URLDecoder.decode(
                                        stem.substring(0, Math.max(0, dot)),
                                        StandardCharsets.UTF_8),
                                Integer.parseInt(stem.substring(dot + 1))));
            } catch (IllegalArgumentException e) {
                LOG.warn("{} is no snapshot of a vector space", file);
                return Optional.empty();
            }
        }
    }
}
