package io.feedrank.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MindDatasetTest {
    private static final Instant MORNING = Instant.parse("2019-11-11T09:05:58Z");

    @TempDir private Path directory;

    @BeforeEach
    void writeNews() throws IOException {
        Files.writeString(
                directory.resolve("news.tsv"),
                """
                N1\tsports\tsoccer\tA cup final\tIt went to penalties.\thttps://example.org/1\t[]\t[]
                N2\tnews\tnewsus\t"Quoted" title\t\thttps://example.org/2\t[]\t[]
                N9\tfood\trecipes\tNever shown\tSoup.\thttps://example.org/9\t[]\t[]
                """);
    }

    @Test
    void rows_in_any_order_come_out_by_time_with_history_before_the_log() throws IOException {
        behaviors(
                """
                2\tU7\t11/11/2019 1:05:58 PM\tN1 N3\tN2-1 N1-0
                1\tU7\t11/11/2019 9:05:58 AM\tN1 N3\tN1-0 N2-0
                3\tU8\t11/11/2019 9:06:00 AM\t\tN3-1
                """);
        Dataset dataset = new MindDataset(directory);

        List<Event> events = events(dataset);

        assertThat(events.stream().map(Event::eventId))
                .containsExactly(
                        "read-U7-1",
                        "read-U7-2",
                        "imp-1",
                        "imp-3",
                        "imp-3-click-1",
                        "imp-2",
                        "imp-2-click-1");
        assertThat(events.get(0).postIds()).containsExactly("N1");
        assertThat(events.get(1).eventTime())
                .isBetween(MORNING.minus(Duration.ofDays(28)), MORNING.minusMillis(1));
        assertThat(events.get(2).eventTime()).isEqualTo(MORNING);
        assertThat(events.get(5).eventTime()).isEqualTo(MORNING.plus(Duration.ofHours(4)));
        assertThat(events.get(6).eventTime()).isEqualTo(dataset.end());
        assertThat(dataset.start()).isEqualTo(events.get(0).eventTime());
        assertThat(dataset.problems()).isEmpty();
    }

    @Test
    void posts_carry_what_the_news_file_says_of_them() throws IOException {
        behaviors("1\tU7\t11/11/2019 9:05:58 AM\tN3\tN1-0 N2-1\n");
        Dataset dataset = new MindDataset(directory);

        List<PostRow> posts = dataset.posts().toList();

        assertThat(posts.stream().map(PostRow::id)).containsExactly("N1", "N2", "N3", "N9");
        assertThat(posts.get(0).title()).isEqualTo("A cup final");
        assertThat(posts.get(0).body()).isEqualTo("It went to penalties.");
        assertThat(posts.get(0).topic()).isEqualTo("sports");
        assertThat(posts.get(0).createdAt()).isEqualTo(MORNING);
        assertThat(posts.get(1).title()).isEqualTo("\"Quoted\" title");
        assertThat(posts.get(2).title())
                .as("read, but not in the news file")
                .isEqualTo("Article N3");
        assertThat(posts.get(3).createdAt()).as("never shown").isEqualTo(dataset.start());
    }

    @Test
    void a_row_that_cannot_be_read_is_named_and_the_others_are_kept() throws IOException {
        behaviors(
                "1\tU7\tyesterday\t\tN1-0\n2\tU7\t11/11/2019 9:05:58 AM\t\tN1 N2\n3\tU7\t11/11/2019 9:05:58 AM\t\tN1-1");
        Dataset dataset = new MindDataset(directory);

        assertThat(events(dataset)).hasSize(2);
        assertThat(dataset.problems()).hasSize(2);
        assertThat(dataset.problems().get(0)).contains("behaviors.tsv:1", "yesterday");
        assertThat(dataset.problems().get(1)).contains("behaviors.tsv:2", "N1-0".substring(0, 2));
    }

    @Test
    void a_directory_without_the_files_is_refused_by_name() {
        assertThatThrownBy(() -> new MindDataset(directory))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("behaviors.tsv");
    }

    private void behaviors(String lines) throws IOException {
        Files.writeString(directory.resolve("behaviors.tsv"), lines);
    }

    private static List<Event> events(Dataset dataset) {
        try (Stream<FeedRecord> records = dataset.records()) {
            return records.map(record -> ((FeedRecord.Fresh) record).event()).toList();
        }
    }
}
