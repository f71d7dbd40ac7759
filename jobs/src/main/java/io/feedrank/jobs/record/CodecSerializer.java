package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializer of a {@link RecordType} by its codec. What a savepoint holds in an older form is read
 * by that form's codec, and written anew in today's.
 */
final class CodecSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final RecordType record;
    private final int form;

    CodecSerializer(RecordType record) {
        this(record, record.form());
    }

    CodecSerializer(RecordType record, int form) {
        this.record = record;
        this.form = form;
    }

    RecordType record() {
        return record;
    }

    private Codec<T> codec() {
        return record.codec(form);
    }

    @Override
    public boolean isImmutableType() {
        return !record.mutable();
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // Flink allows null where no instance can be reused.
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return record.mutable() ? codec().copy(from) : from;
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        if (target instanceof DataOutputSerializer) {
            codec().write(value, target);
        } else {
            // A checkpoint's stream: a call for each byte cost almost half of the task manager's
            // time.
            SnapshotThreads.giveWay();
            target.write(codec().toBytes(value));
        }
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return codec().read(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return codec().read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        codec().write(codec().read(source), target);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodecSerializer<?> serializer
                && serializer.record == record
                && serializer.form == form;
    }

    @Override
    public int hashCode() {
        return record.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new CodecSerializerSnapshot<>(record, form);
    }
}
