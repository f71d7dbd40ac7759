package io.feedrank.jobs.sink;

import io.feedrank.feature.offline.OfflineColumn;
import io.feedrank.feature.offline.TableMetadata;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Writes records straight into Parquet's columns. */
final class ColumnWriteSupport<T> extends WriteSupport<T> {
    private final String table;
    private final List<OfflineColumn> columns;
    private final ColumnReader<T> reader;
    private @Nullable RecordConsumer consumer;

    ColumnWriteSupport(String table, List<OfflineColumn> columns, ColumnReader<T> reader) {
        this.table = table;
        this.columns = columns;
        this.reader = reader;
    }

    @Override
    public WriteContext init(Configuration configuration) {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        for (OfflineColumn column : columns) {
            schema.addField(field(column));
        }
        MessageType message = schema.named(table);
        return new WriteContext(message, TableMetadata.of(table, columns));
    }

    private static Type field(OfflineColumn column) {
        Type.Repetition repetition =
                column.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
        return switch (column.type()) {
            case STRING ->
                    Types.primitive(PrimitiveTypeName.BINARY, repetition)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
            case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(column.name());
            case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.name());
            case FLOAT -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(column.name());
        };
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        this.consumer = recordConsumer;
    }

    @Override
    public void write(T record) {
        RecordConsumer out = consumer;
        if (out == null) {
            throw new IllegalStateException("write before prepareForWrite");
        }
        out.startMessage();
        for (int i = 0; i < columns.size(); i++) {
            Object value = reader.column(record, i);
            if (value != null) {
                out.startField(columns.get(i).name(), i);
                write(out, columns.get(i).type(), value);
                out.endField(columns.get(i).name(), i);
            }
        }
        out.endMessage();
    }

    private static void write(RecordConsumer out, OfflineColumn.Type type, Object value) {
        switch (type) {
            case STRING -> out.addBinary(Binary.fromString((String) value));
            case INT -> out.addInteger((Integer) value);
            case LONG -> out.addLong((Long) value);
            case FLOAT -> out.addFloat((Float) value);
        }
    }
}
