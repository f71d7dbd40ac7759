package io.feedrank.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Postgres 17 as the local stack runs it: durable, with logical decoding, and with Feedrank's
 * tables.
 */
final class PostgresServer {
    private static final String DATABASE = "feedrank";

    private final NativeBinaries binaries;
    private final Path data;
    private final int port;
    private final String jdbc;

    PostgresServer(NativeBinaries binaries, WorkDirectory work, int port, String jdbc) {
        this.binaries = binaries;
        this.data = work.data(Names.POSTGRES).resolve("data");
        this.port = port;
        this.jdbc = jdbc;
    }

    ProcessSpec spec() {
        return new ProcessSpec(
                Names.POSTGRES,
                port,
                Set.of(),
                Probes.postgres(jdbc.replace("/" + DATABASE + "?", "/postgres?")),
                new ProcessSpec.Lifecycle(
                        this::command, this::createSchema, StopPolicy.FAST_SHUTDOWN));
    }

    private List<String> command() {
        Path home = binaries.postgres();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(home);
        }
        return asAnyUser(
                List.of(
                        home.resolve("bin/postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "wal_level=logical",
                        "-c",
                        "fsync=on",
                        "-c",
                        "max_replication_slots=8",
                        "-c",
                        "max_wal_senders=8",
                        "-c",
                        "max_wal_size=2GB",
                        "-c",
                        "shared_buffers=128MB",
                        "-c",
                        "timezone=UTC"));
    }

    private void initialise(Path home) {
        // Made aside, so that a launcher killed half-way leaves nothing that looks like a database.
        Path part = data.resolveSibling("data.part");
        List<String> command =
                asAnyUser(
                        List.of(
                                home.resolve("bin/initdb").toString(),
                                "-D",
                                part.toString(),
                                "-U",
                                "postgres",
                                "-A",
                                "trust",
                                "-E",
                                "UTF8",
                                "--locale=C"));
        try {
            Trees.delete(part);
            Process initdb = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (initdb.waitFor() != 0) {
                throw new StackException("initdb failed:\n" + output.strip());
            }
            Files.move(part, data);
        } catch (IOException failure) {
            throw new StackException(
                    "cannot make a database in " + data + ": " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while making a database", interrupted);
        }
    }

    /**
     * Postgres refuses to run as root, but not as the root of nothing: in a user namespace of its
     * own it is nobody.
     */
    private static List<String> asAnyUser(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        List<String> unshared = new ArrayList<>(List.of("unshare", "-U"));
        unshared.addAll(command);
        return unshared;
    }

    private void createSchema() {
        try {
            createDatabase();
            try (InputStream script = PostgresServer.class.getResourceAsStream("schema.sql");
                    Connection connection = DriverManager.getConnection(jdbc);
                    Statement statement = connection.createStatement()) {
                if (script == null) {
                    throw new StackException(
                            "schema.sql is not in the jar of the command line: build it again");
                }
                statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (SQLException | IOException failure) {
            throw new StackException(
                    "cannot create Feedrank's tables: " + failure.getMessage(), failure);
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                jdbc.replace("/" + DATABASE + "?", "/postgres?"));
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery(
                            "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }
}
