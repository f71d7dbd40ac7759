package io.feedrank.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EbnerdDatasetTest {
    private static final Instant SEVEN = Instant.parse("2023-05-18T07:00:00Z");

    @TempDir private Path directory;

    @Test
    void reads_and_impressions_and_clicks_come_in_event_time_order() throws IOException {
        write(
                "week_behaviors.tsv.gz",
                row("1", "7", SEVEN, "10-0 11-1"),
                row("2", "8", SEVEN.plusSeconds(30), "12-1 10-1"));
        write(
                "week_history.tsv.gz",
                "8\t10," + at(-60) + ",5,100 12," + at(-10) + ",,",
                "7\t11," + at(-30) + ",44,50");
        Dataset dataset = new EbnerdDataset(directory);

        List<Event> events = events(dataset);

        assertThat(events.stream().map(Event::eventId))
                .containsExactly(
                        "read-8-1",
                        "read-7-1",
                        "read-8-2",
                        "imp-1",
                        "imp-2",
                        "imp-1-click-1",
                        "imp-2-click-1",
                        "imp-2-click-2");
        assertThat(events.get(0).dwellMs()).isEqualTo(5_000);
        assertThat(events.get(2).dwellMs()).as("a read of unknown length").isNull();
        assertThat(events.get(5).eventTime()).isEqualTo(SEVEN.plusSeconds(60));
        assertThat(events.get(7).postIds()).containsExactly("10");
        assertThat(events.get(7).position()).isEqualTo(1);
        assertThat(events.get(3).device()).isEqualTo("2");
        assertThat(dataset.start()).isEqualTo(SEVEN.minusSeconds(60));
        assertThat(dataset.end()).isEqualTo(SEVEN.plusSeconds(90));
        assertThat(dataset.problems()).isEmpty();
    }

    @Test
    void users_and_posts_exist_from_when_they_are_first_seen() throws IOException {
        write("behaviors.tsv.gz", row("1", "7", SEVEN, "10-0 11-1"));
        write("history.tsv.gz", "7\t11," + at(-30) + ",44,50");
        Dataset dataset = new EbnerdDataset(directory);

        assertThat(dataset.users())
                .containsExactly(new UserRow("7", SEVEN.minusSeconds(30), "", ""));
        assertThat(dataset.posts())
                .extracting(PostRow::id, PostRow::createdAt, PostRow::title, PostRow::authorId)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "11", SEVEN.minusSeconds(30), "Article 11", "newsroom"),
                        org.assertj.core.groups.Tuple.tuple("10", SEVEN, "Article 10", "newsroom"));
    }

    @Test
    void a_row_that_cannot_be_read_is_named_and_the_others_are_kept() throws IOException {
        write(
                "behaviors.tsv.gz",
                row("1", "7", SEVEN, "10-0 11-1"),
                "half a row",
                row("3", "7", SEVEN, "10-yes"));
        write("history.tsv.gz", "7\t11," + at(-30) + ",44,50 12,noon,1,1");
        Dataset dataset = new EbnerdDataset(directory);

        assertThat(events(dataset)).hasSize(3);
        assertThat(dataset.problems()).hasSize(3);
        assertThat(dataset.problems().get(0)).startsWith("history.tsv.gz:1: read 2:");
        assertThat(dataset.problems().get(1)).startsWith("behaviors.tsv.gz:2: got 1 columns");
        assertThat(dataset.problems().get(2)).contains("behaviors.tsv.gz:3", "10-yes");
    }

    @Test
    void rows_out_of_order_are_refused() throws IOException {
        write(
                "behaviors.tsv.gz",
                row("1", "7", SEVEN, "10-0"),
                row("2", "7", SEVEN.minusSeconds(1), "10-0"));
        write("history.tsv.gz", "7\t11," + at(-30) + ",44,50");

        assertThatThrownBy(() -> new EbnerdDataset(directory))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("behaviors.tsv.gz:2");
    }

    @Test
    void a_directory_without_the_files_is_refused_by_name() {
        assertThatThrownBy(() -> new EbnerdDataset(directory))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("behaviors.tsv.gz");
    }

    @Test
    void the_published_week_has_the_published_numbers() {
        String data = System.getenv("FEEDRANK_DATA");
        assumeTrue(
                data != null, "skipped: FEEDRANK_DATA does not name a folder that holds ebnerd/");
        Dataset dataset = new EbnerdDataset(Path.of(String.valueOf(data), "ebnerd"));
        Set<String> ids = new HashSet<>();
        int impressions = 0;
        int inView = 0;
        int clicks = 0;
        int reads = 0;
        Instant last = dataset.start();
        for (Event event : events(dataset)) {
            assertThat(event.eventTime()).isAfterOrEqualTo(last);
            last = event.eventTime();
            ids.add(event.eventId());
            impressions += event.type() == EventType.IMPRESSION ? 1 : 0;
            inView += event.type() == EventType.IMPRESSION ? event.postIds().size() : 0;
            reads += event.eventId().startsWith("read-") ? 1 : 0;
            clicks += event.eventId().contains("-click-") ? 1 : 0;
        }
        assertThat(List.of(impressions, inView, clicks, reads))
                .containsExactly(24_724, 278_139, 24_829, 258_318);
        assertThat(ids.size()).isEqualTo(24_724 + 24_829 + 258_318);
        assertThat(dataset.users().count()).isEqualTo(1_590);
        assertThat(dataset.posts().count()).isEqualTo(5_638);
        assertThat(last).isEqualTo(dataset.end());
        assertThat(dataset.problems()).isEmpty();
    }

    private static List<Event> events(Dataset dataset) {
        try (Stream<FeedRecord> records = dataset.records()) {
            return records.map(record -> ((FeedRecord.Fresh) record).event()).toList();
        }
    }

    private static long at(long secondsFromSeven) {
        return SEVEN.plusSeconds(secondsFromSeven).getEpochSecond();
    }

    private static String row(String id, String user, Instant time, String inView) {
        return String.join(
                "\t",
                id,
                user,
                time.toString().replace("Z", ""),
                "s1",
                "2",
                "0",
                "0",
                "",
                "8",
                inView);
    }

    private void write(String name, String... lines) throws IOException {
        try (OutputStream stream =
                new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            stream.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
