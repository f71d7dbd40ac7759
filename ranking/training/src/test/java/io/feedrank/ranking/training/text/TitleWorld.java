package io.feedrank.ranking.training.text;

import io.feedrank.feature.offline.OfflineSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/**
 * An offline store of three days: each user reads posts on one of six subjects, which the titles
 * tell and the topic does not.
 */
final class TitleWorld {
    static final List<String> SUBJECTS =
            List.of("Marathon", "Sauerteig", "Nachtzüge", "Buchpreis", "Impfungen", "Vulkane");

    private static final List<String> HEADLINES =
            List.of("%s: was wir wissen", "Warum %s jetzt zählt", "Streit über %s", "%s heute");
    private static final int USERS = 300;
    private static final int READERS = 8;
    private static final double LOYAL = 0.85;
    private static final long START_MS = 1_700_000_000_000L;
    private static final long STEP_MS = 400_000;

    private final Path offlineDir;

    TitleWorld(Path offlineDir) {
        this.offlineDir = offlineDir;
    }

    /** Writes so many posts, the oldest first, with the clicks of the hours after each. */
    void write(int posts, boolean titled) throws Exception {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "CREATE TABLE posts (post_id VARCHAR, author_id VARCHAR, created_at_ms BIGINT,"
                            + " title VARCHAR, language VARCHAR, topic VARCHAR, status VARCHAR,"
                            + " captured_at_ms BIGINT, commit_lsn BIGINT, lsn BIGINT)");
            statement.execute(
                    "CREATE TABLE events (event_id VARCHAR, user_id VARCHAR, type VARCHAR,"
                            + " post_id VARCHAR, event_time_ms BIGINT)");
            fill(duck, posts, titled);
            copy(statement, OfflineSchema.POSTS);
            copy(statement, OfflineSchema.EVENTS);
        }
    }

    private static void fill(Connection duck, int posts, boolean titled) throws SQLException {
        Random random = new Random(5);
        try (PreparedStatement post =
                        duck.prepareStatement(
                                "INSERT INTO posts VALUES (?, 'a', ?, ?, 'de', 'news', ?, ?, ?, 0)");
                PreparedStatement click =
                        duck.prepareStatement("INSERT INTO events VALUES (?, ?, 'click', ?, ?)")) {
            for (int i = 0; i < posts; i++) {
                int subject = random.nextInt(SUBJECTS.size());
                String headline = HEADLINES.get(random.nextInt(HEADLINES.size()));
                long created = START_MS + i * STEP_MS;
                String title = titled ? headline.formatted(SUBJECTS.get(subject)) : "";
                // An older row of the same post, which must not win.
                row(post, i, created, "Entwurf", "draft", 1);
                row(post, i, created, title, "published", 2);
                for (int reader = 0; reader < READERS; reader++) {
                    int user = random.nextInt(USERS / SUBJECTS.size()) * SUBJECTS.size();
                    user += random.nextDouble() < LOYAL ? subject : random.nextInt(SUBJECTS.size());
                    click.setString(1, i + "-" + reader);
                    click.setString(2, "u-" + user);
                    click.setString(3, "p-" + i);
                    click.setLong(4, created + 1_000 + random.nextInt(20_000_000));
                    click.execute();
                }
            }
        }
    }

    private static void row(
            PreparedStatement post, int id, long created, String title, String status, int lsn)
            throws SQLException {
        post.setString(1, "p-" + id);
        post.setLong(2, created);
        post.setString(3, title);
        post.setString(4, status);
        post.setLong(5, created);
        post.setLong(6, lsn);
        post.execute();
    }

    private void copy(Statement statement, String table) throws Exception {
        Path folder =
                Files.createDirectories(offlineDir.resolve(table + "/date=2023-11-14/hour=22"));
        statement.execute(
                "COPY " + table + " TO '" + folder.resolve("part.parquet") + "' (FORMAT parquet)");
    }
}
