package io.feedrank.cdc;

import io.feedrank.testing.process.LoopbackPorts;
import io.feedrank.testing.process.OrphanGuard;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;

/**
 * A real Postgres with the captured tables; constraints are left out where a test needs a bad row.
 */
final class Database implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final OrphanGuard guard;

    Database(Path directory) throws IOException, SQLException {
        server =
                EmbeddedPostgres.builder()
                        .setPort(LoopbackPorts.reserve())
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setOverrideWorkingDirectory(directory.toFile())
                        .setDataDirectory(directory.resolve("data"))
                        .start();
        Path pid = directory.resolve("data").resolve("postmaster.pid");
        guard = OrphanGuard.over(Long.parseLong(Files.readAllLines(pid).get(0).strip()));
        execute(
                """
                CREATE TABLE users(id text PRIMARY KEY, created_at timestamptz NOT NULL, language text, country text,
                    attributes jsonb);
                CREATE TABLE posts(id text PRIMARY KEY, author_id text, created_at timestamptz NOT NULL, title text,
                    body text, language text, topic text, status text NOT NULL, expires_at timestamptz);
                CREATE TABLE follows(follower_id text, followee_id text, created_at timestamptz NOT NULL,
                    PRIMARY KEY (follower_id, followee_id));
                CREATE TABLE blocks(user_id text, author_id text, created_at timestamptz NOT NULL,
                    PRIMARY KEY (user_id, author_id));
                """);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One transaction: posts {@code from} to {@code to - 1} of one author. */
    void insertPosts(int from, int to) throws SQLException {
        execute(
                "INSERT INTO posts SELECT 'p' || n, 'author', timestamptz '2026-05-01 12:00:00Z', 'title ' || n, 'body',"
                        + " 'en', 'news', 'published', NULL FROM generate_series("
                        + from
                        + ", "
                        + (to - 1)
                        + ") n");
    }

    /**
     * Text that compression cannot shrink below what a row holds, so that it's stored out of line.
     */
    static String largeText() {
        return IntStream.range(0, 4_000)
                .mapToObj(n -> Integer.toHexString(n * 0x9E3779B9))
                .reduce("", String::concat);
    }

    @Override
    public void close() throws IOException {
        server.close();
        guard.close();
    }
}
