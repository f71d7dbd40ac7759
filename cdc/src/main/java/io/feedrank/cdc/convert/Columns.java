package io.feedrank.cdc.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Typed reading of one row; every refusal names the column, what was got and what is expected. */
final class Columns {
    private static final JsonFactory JSON = new JsonFactory();

    private final Struct row;

    Columns(Struct row) {
        this.row = row;
    }

    /**
     * A part of the primary key: not null, not empty, and free of the separator that joins the
     * parts.
     */
    String key(String column) {
        String value = requiredText(column);
        if (value.isEmpty()) {
            throw new RowRejectedException(column + ": got an empty text, expected an id");
        }
        if (value.indexOf(ChangeConverter.KEY_SEPARATOR) >= 0) {
            throw new RowRejectedException(
                    column + ": got an id with U+001F in it, which separates the parts of a key");
        }
        return value;
    }

    /** A text that must be there. */
    String requiredText(String column) {
        Object value = value(column);
        if (value == null) {
            throw new RowRejectedException(column + ": got null, expected a text");
        }
        return asText(column, value);
    }

    /** A text, empty when the column is null. */
    String text(String column) {
        Object value = value(column);
        return value == null ? "" : asText(column, value);
    }

    /** One JSON document as its text, empty when the column is null. */
    String json(String column) {
        String text = text(column);
        if (!text.isEmpty()) {
            requireOneDocument(column, text);
        }
        return text;
    }

    /** Epoch milliseconds of a timestamp that must be there. */
    long requiredInstant(String column) {
        Object value = value(column);
        if (value == null) {
            throw new RowRejectedException(column + ": got null, expected a timestamp");
        }
        long millis = Timestamps.epochMillis(column, field(column).schema(), value);
        if (Timestamps.isForever(millis)) {
            throw new RowRejectedException(
                    column + ": got '" + value + "', expected a finite timestamp");
        }
        return millis;
    }

    /**
     * Epoch milliseconds of a moment something ends; 0 when the column is null or {@code infinity}:
     * never.
     */
    long end(String column) {
        Object value = value(column);
        if (value == null) {
            return 0;
        }
        long millis = Timestamps.epochMillis(column, field(column).schema(), value);
        return Timestamps.isForever(millis) ? 0 : millis;
    }

    private @Nullable Object value(String column) {
        return row.get(field(column));
    }

    private Field field(String column) {
        Field field = row.schema().field(column);
        if (field == null) {
            throw new RowRejectedException(
                    column
                            + ": the row has no such column, it has "
                            + row.schema().fields().stream().map(Field::name).toList());
        }
        return field;
    }

    private static String asText(String column, Object value) {
        if (!(value instanceof String text)) {
            throw new RowRejectedException(
                    column + ": got a " + value.getClass().getSimpleName() + ", expected a text");
        }
        if (text.equals(ChangeConverter.UNAVAILABLE)) {
            throw new RowRejectedException(
                    column
                            + ": an unchanged large value is neither in the log nor in the database any more;"
                            + " REPLICA IDENTITY FULL on the table keeps it in the log");
        }
        return text;
    }

    private static void requireOneDocument(String column, String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new RowRejectedException(
                        column + ": got blank text, expected a JSON document");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new RowRejectedException(
                        column + ": got more than one JSON document, expected one");
            }
        } catch (JsonProcessingException e) {
            throw new RowRejectedException(column + ": no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
