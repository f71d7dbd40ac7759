package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.ranking.index.SnapshotException;
import io.feedrank.ranking.index.VectorIndex;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final String ROLE = "role";
    private static final String SERVING = "serving";
    private static final String BEFORE = "before";

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

    /** One that is older is refused. */
    Duration maxAge() {
        return maxAge;
    }

    /**
     * How a restore went.
     *
     * @param next the offset to go on at, by partition; those not in it begin at their beginning
     * @param takenAt of the oldest file; the epoch when nothing was restored
     * @param refused why a snapshot was not used; empty when none was refused
     */
    record Restored(Map<Integer, Long> next, Instant takenAt, String refused) {
        static Restored nothing(String refused) {
            return new Restored(Map.of(), Instant.EPOCH, refused);
        }
    }

    /** What the notes of one space's file say. */
    private record Held(String space, Map<Integer, Long> next, Instant takenAt, String role) {}

    /** Puts what is on disk into an empty index. */
    Restored restore(LiveIndex index, TopicOrigin origin) {
        List<Path> files;
        try {
            files = files();
        } catch (SnapshotException e) {
            LOG.warn("no snapshot is used, the topic is read from its beginning: {}", e.toString());
            return Restored.nothing(String.valueOf(e.getMessage()));
        }
        List<Held> spaces = new ArrayList<>();
        for (Path file : files) {
            Optional<SpaceFile> name = SpaceFile.parse(file);
            if (name.isEmpty()) {
                continue;
            }
            try {
                spaces.add(restore(index, name.get(), file, origin));
            } catch (SnapshotException e) {
                // All or nothing: offsets of one space say nothing of another.
                LOG.warn(
                        "snapshot {} is refused, the topic is read from its beginning: {}",
                        file,
                        e.getMessage());
                List.copyOf(index.indexes().keySet()).forEach(index::forget);
                return Restored.nothing(file.getFileName() + ": " + e.getMessage());
            }
        }
        if (spaces.isEmpty()) {
            return Restored.nothing("");
        }
        index.restored(last(spaces, SERVING), last(spaces, BEFORE));
        Map<Integer, Long> next = spaces.get(0).next();
        Instant takenAt = spaces.get(0).takenAt();
        for (Held held : spaces) {
            next = earlier(next, held.next());
            takenAt = held.takenAt().isBefore(takenAt) ? held.takenAt() : takenAt;
        }
        LOG.info("{} post vectors from snapshots, going on at {}", index.size(), next);
        return new Restored(next, takenAt, "");
    }

    /** Files of two snapshots lie side by side when the later one was cut short. */
    private static String last(List<Held> spaces, String role) {
        return spaces.stream()
                .filter(held -> held.role().equals(role))
                .max(Comparator.comparing(Held::takenAt))
                .map(Held::space)
                .orElse("");
    }

    private Held restore(LiveIndex index, SpaceFile name, Path file, TopicOrigin origin) {
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
        Instant takenAt = Instant.ofEpochMilli(number(notes, TAKEN_AT));
        Duration age = Duration.between(takenAt, Instant.now());
        if (age.compareTo(maxAge) > 0) {
            throw new SnapshotException("it is " + age.toMinutes() + " minutes old");
        }
        Map<Integer, Long> held = new HashMap<>();
        for (String key : notes.keySet()) {
            if (key.startsWith(OFFSET)) {
                held.put(Integer.valueOf(key.substring(OFFSET.length())), number(notes, key));
            }
        }
        return new Held(name.space(), held, takenAt, notes.getOrDefault(ROLE, ""));
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
            Spaces spaces = index.spaces();
            Map<String, VectorIndex> indexes = Map.copyOf(index.indexes());
            for (Map.Entry<String, VectorIndex> entry : indexes.entrySet()) {
                Path file = SpaceFile.in(directory, entry.getKey(), entry.getValue().dimensions());
                notes.put(ROLE, role(entry.getKey(), spaces));
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

    private static String role(String space, Spaces spaces) {
        if (space.equals(spaces.serving())) {
            return SERVING;
        }
        return spaces.ready().contains(space) ? BEFORE : "";
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
