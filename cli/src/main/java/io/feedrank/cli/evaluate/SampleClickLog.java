package io.feedrank.cli.evaluate;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.dataset.ClickTruth;
import io.feedrank.cli.dataset.Dataset;
import io.feedrank.cli.dataset.FeedRecord;
import io.feedrank.cli.dataset.PostRow;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The generated sample as a click log: all days but the last to learn from, the last to be judged
 * on, and what its generator says of the posts of that day.
 */
final class SampleClickLog {
    private static final Duration TEST = Duration.ofDays(1);
    private static final String CLICK = "-" + EventType.CLICK.wireName() + "-";

    private SampleClickLog() {}

    /** Writes {@code train/}, {@code test/} and {@code truth.tsv}. */
    static EvaluationTask.Input write(Dataset sample, Path directory) {
        Map<String, Event> impressions = new LinkedHashMap<>();
        Map<String, Set<String>> clicked = new HashMap<>();
        try (Stream<FeedRecord> records = sample.records()) {
            records.forEach(
                    record -> {
                        if (record instanceof FeedRecord.Fresh fresh) {
                            take(fresh.event(), impressions, clicked);
                        }
                    });
        }
        ClickTruth truth =
                sample.truth()
                        .orElseThrow(
                                () -> new CommandFailure(sample.name() + " has no known truth"));
        Path train = directory.resolve("train");
        Path test = directory.resolve("test");
        Path truthFile = directory.resolve("truth.tsv");
        Instant testFrom = sample.end().minus(TEST);
        try {
            Files.createDirectories(train);
            Files.createDirectories(test);
            // Nobody read anything before the sample begins.
            gzip(train.resolve("sample_history.tsv.gz")).close();
            gzip(test.resolve("sample_history.tsv.gz")).close();
            writePosts(sample, train.resolve("sample_posts.tsv.gz"));
            Encounters met = new Encounters();
            try (Writer before = gzip(train.resolve("sample_behaviors.tsv.gz"));
                    Writer after = gzip(test.resolve("sample_behaviors.tsv.gz"));
                    Writer scores = Files.newBufferedWriter(truthFile)) {
                for (Map.Entry<String, Event> entry : impressions.entrySet()) {
                    Event impression = entry.getValue();
                    boolean judged = !impression.eventTime().isBefore(testFrom);
                    String row = row(entry.getKey(), impression, clicked);
                    (judged ? after : before).write(row);
                    if (judged) {
                        scores.write(line(entry.getKey(), met.truth(impression, truth)));
                    }
                    met.shown(impression, clicked.getOrDefault(entry.getKey(), Set.of()));
                }
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot write the sample to " + directory + ": " + e, e);
        }
        return new EvaluationTask.Input(train, test, truthFile);
    }

    private static void take(
            Event event, Map<String, Event> impressions, Map<String, Set<String>> clicked) {
        if (event.type() == EventType.IMPRESSION) {
            impressions.put(event.eventId(), event);
        } else if (event.type() == EventType.CLICK) {
            // The generator names a click after its impression.
            String impression = event.eventId().substring(0, event.eventId().lastIndexOf(CLICK));
            clicked.computeIfAbsent(impression, fresh -> new HashSet<>()).addAll(event.postIds());
        }
    }

    private static String row(String id, Event impression, Map<String, Set<String>> clicked) {
        Set<String> clicks = clicked.getOrDefault(id, Set.of());
        StringBuilder posts = new StringBuilder();
        for (String post : impression.postIds()) {
            posts.append(posts.length() == 0 ? "" : " ")
                    .append(post)
                    .append(clicks.contains(post) ? "-1" : "-0");
        }
        return String.join(
                        "\t",
                        id,
                        impression.userId(),
                        impression
                                .eventTime()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDateTime()
                                .toString(),
                        String.valueOf(impression.sessionId()),
                        String.valueOf(impression.device()),
                        "0",
                        "0",
                        "",
                        "",
                        posts)
                + "\n";
    }

    private static String line(String id, float[] scores) {
        StringBuilder line = new StringBuilder(id);
        char separator = '\t';
        for (float score : scores) {
            line.append(separator).append(score);
            separator = ',';
        }
        return line.append('\n').toString();
    }

    private static void writePosts(Dataset sample, Path file) throws IOException {
        try (Writer writer = gzip(file);
                Stream<PostRow> posts = sample.posts()) {
            for (PostRow post : (Iterable<PostRow>) posts::iterator) {
                writer.write(
                        String.join(
                                        "\t",
                                        post.id(),
                                        post.authorId(),
                                        post.topic(),
                                        post.language(),
                                        post.createdAt().toString())
                                + "\n");
            }
        }
    }

    private static Writer gzip(Path file) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
    }
}
