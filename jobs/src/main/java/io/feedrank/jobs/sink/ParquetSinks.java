package io.feedrank.jobs.sink;

import io.feedrank.feature.offline.OfflineColumn;
import io.feedrank.feature.offline.OfflineSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.formats.parquet.ParquetBuilder;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Tables of the offline store: Parquet, ZSTD, exactly once, a file a partition, writer and
 * checkpoint.
 */
public final class ParquetSinks {
    /**
     * Shared, and without Hadoop's default files: reading them for each Parquet file cost more than
     * writing it.
     */
    private static final Configuration CONF = new Configuration(false);

    private ParquetSinks() {}

    /** The sink of {@code table} below {@code root}. */
    public static <T> FileSink<T> table(
            String root, String table, List<OfflineColumn> columns, ColumnReader<T> reader) {
        List<OfflineColumn> serializable = new ArrayList<>(columns);
        ParquetBuilder<T> builder = file -> writer(file, table, serializable, reader);
        return FileSink.forBulkFormat(new Path(root, table), new ParquetWriterFactory<>(builder))
                .withBucketAssigner(new EventTimePartitions<>(reader))
                .withOutputFileConfig(
                        OutputFileConfig.builder()
                                .withPartPrefix(table)
                                .withPartSuffix(".parquet")
                                .build())
                .build();
    }

    /** A writer of one file of {@code table}; its footer explains the columns. */
    public static <T> ParquetWriter<T> writer(
            OutputFile file, String table, List<OfflineColumn> columns, ColumnReader<T> reader)
            throws IOException {
        return new Builder<>(file, new ColumnWriteSupport<>(table, columns, reader))
                .withConf(CONF)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withDictionaryEncoding(true)
                .build();
    }

    private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
        private final ColumnWriteSupport<T> support;

        Builder(OutputFile file, ColumnWriteSupport<T> support) {
            super(file);
            this.support = support;
        }

        @Override
        protected Builder<T> self() {
            return this;
        }

        @Override
        protected WriteSupport<T> getWriteSupport(Configuration configuration) {
            return support;
        }
    }

    private record EventTimePartitions<T>(ColumnReader<T> reader)
            implements BucketAssigner<T, String> {
        @Override
        public String getBucketId(T element, Context context) {
            return OfflineSchema.partition(reader.eventTime(element));
        }

        @Override
        public SimpleVersionedSerializer<String> getSerializer() {
            return SimpleVersionedStringSerializer.INSTANCE;
        }
    }
}
