package io.feedrank.cdc.engine;

import io.feedrank.cdc.config.CdcConfig;
import io.feedrank.cdc.convert.CapturedTable;
import io.feedrank.feature.config.FeedrankException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The right to capture: an advisory lock in the source database, held by this connection and freed
 * by the server when the process dies. It covers the snapshot too, when the slot is not yet in use.
 * Used by one thread.
 */
final class SlotLease implements AutoCloseable {
    /** Any constant of ours will do. */
    private static final long LOCK = 0x6665_6564_7261_6e6bL;

    private final Connection connection;

    private SlotLease(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects, and checks that the database can be captured.
     *
     * @throws FeedrankException UNAVAILABLE when it does not answer, or lacks the tables or the
     *     logical log
     */
    static SlotLease open(CdcConfig config) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "feedrank-cdc-lease");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection;
        try {
            connection = DriverManager.getConnection(config.jdbcUrl(), properties);
        } catch (SQLException e) {
            throw unavailable("Postgres does not answer: " + e.getMessage(), e);
        }
        SlotLease lease = new SlotLease(connection);
        try {
            lease.requireCapturable();
            return lease;
        } catch (FeedrankException e) {
            lease.close();
            throw e;
        }
    }

    /** Empty when this process may capture now, else who is in the way. */
    Optional<String> tryAcquire() {
        if (!query("SELECT pg_try_advisory_lock(" + LOCK + ")").equals("t")) {
            return Optional.of("another cdc process captures this database");
        }
        String walSender =
                query(
                        "SELECT active_pid FROM pg_replication_slots WHERE slot_name = '"
                                + CdcConfig.SLOT
                                + "' AND active");
        if (!walSender.isEmpty()) {
            query("SELECT pg_advisory_unlock(" + LOCK + ")");
            return Optional.of(
                    "slot " + CdcConfig.SLOT + " is in use by the server process " + walSender);
        }
        return Optional.empty();
    }

    /**
     * Bytes of log that the server keeps for the slot; 0 before there is one.
     *
     * @throws FeedrankException UNAVAILABLE when the connection, and with it the lock, is lost
     */
    long retainedBytes() {
        String bytes =
                query(
                        "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint"
                                + " FROM pg_replication_slots WHERE slot_name = '"
                                + CdcConfig.SLOT
                                + "'");
        return bytes.isEmpty() ? 0 : Long.parseLong(bytes);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server frees the lock with the connection, closed or broken.
        }
    }

    private void requireCapturable() {
        String level = query("SHOW wal_level");
        if (!level.equals("logical")) {
            throw unavailable("Postgres: wal_level is '" + level + "', expected 'logical'", null);
        }
        List<String> missing = new ArrayList<>();
        for (CapturedTable table : CapturedTable.values()) {
            if (query("SELECT to_regclass('" + table.qualified() + "')").isEmpty()) {
                missing.add(table.qualified());
            }
        }
        if (!missing.isEmpty()) {
            throw unavailable("Postgres has no table " + String.join(", ", missing), null);
        }
    }

    /** The first column of the first row; empty when there is no row or it is null. */
    private String query(String sql) {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return "";
            }
            String value = rows.getString(1);
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw unavailable("Postgres is lost: " + e.getMessage(), e);
        }
    }

    private static FeedrankException unavailable(
            String message, @org.jspecify.annotations.Nullable Throwable cause) {
        return new FeedrankException(FeedrankException.Category.UNAVAILABLE, message, cause);
    }
}
