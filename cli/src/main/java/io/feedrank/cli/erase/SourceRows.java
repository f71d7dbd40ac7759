package io.feedrank.cli.erase;

import io.feedrank.cli.CommandFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Rows of a person in the source database, by table: their own, and those of others that name them.
 */
final class SourceRows {
    private static final Map<String, String> OF_USER = new LinkedHashMap<>();

    static {
        OF_USER.put("blocks", "user_id = ? OR author_id = ?");
        OF_USER.put("follows", "follower_id = ? OR followee_id = ?");
        OF_USER.put("posts", "author_id = ? OR author_id = ?");
        OF_USER.put("users", "id = ? OR id = ?");
    }

    private final String jdbc;

    SourceRows(String jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many there are, by table.
     *
     * @throws CommandFailure when the database does not answer
     */
    Map<String, Long> count(String userId) {
        return inTransaction("SELECT count(*) FROM ", userId, SourceRows::counted);
    }

    /** Deletes them in one transaction, which change capture spreads; how many there were. */
    Map<String, Long> delete(String userId) {
        return inTransaction("DELETE FROM ", userId, SourceRows::deleted);
    }

    private Map<String, Long> inTransaction(
            String what, String userId, ToLongFunction<PreparedStatement> run) {
        Map<String, Long> rows = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection(jdbc)) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, String> table : OF_USER.entrySet()) {
                String sql = what + table.getKey() + " WHERE " + table.getValue();
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, userId);
                    statement.setString(2, userId);
                    rows.put(table.getKey(), run.applyAsLong(statement));
                }
            }
            connection.commit();
            return rows;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static long counted(PreparedStatement statement) {
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static long deleted(PreparedStatement statement) {
        try {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static CommandFailure failure(SQLException e) {
        return new CommandFailure("the source database does not answer: " + e.getMessage(), e);
    }
}
