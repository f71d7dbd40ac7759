package io.feedrank.jobs.parquet;

import io.feedrank.feature.offline.TableMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;

/** The rows of a file, in their order, and what its footer says. */
public final class ParquetRows {
    static final Configuration CONF = new Configuration(false);

    private ParquetRows() {}

    /** What the footer of a file says; two files of the same may be merged. */
    record Footer(MessageType schema, Map<String, String> metadata) {}

    /** Takes one row after another. */
    public interface RowConsumer {
        void accept(Group row) throws IOException;
    }

    /** Gives each row of {@code file} to {@code consumer}. */
    public static void forEach(Path file, RowConsumer consumer) throws IOException {
        try (ParquetReader<Group> reader = new Builder(file).withConf(CONF).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                consumer.accept(row);
            }
        }
    }

    /** Number of rows, from the footer alone. */
    public static long count(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInput(file))) {
            return reader.getRecordCount();
        }
    }

    /** The schema and what the file says of it; files where they are equal may be merged. */
    public static String schema(Path file) throws IOException {
        Footer footer = footer(file);
        return footer.schema() + footer.metadata().getOrDefault(TableMetadata.SCHEMA, "");
    }

    static Footer footer(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInput(file))) {
            FileMetaData footer = reader.getFileMetaData();
            return new Footer(footer.getSchema(), Map.copyOf(footer.getKeyValueMetaData()));
        }
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(Path file) {
            super(new LocalInput(file));
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
