package io.feedrank.jobs.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** What a savepoint says of a {@link CodecSerializer}: the record's name. */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;

    private @Nullable RecordType record;

    /** For Flink, which reads the name next. */
    public CodecSerializerSnapshot() {}

    CodecSerializerSnapshot(RecordType record) {
        this.record = record;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(known().name());
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader)
            throws IOException {
        record = RecordType.valueOf(in.readUTF());
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new CodecSerializer<>(known());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSnapshot) {
        return oldSnapshot instanceof CodecSerializerSnapshot<T> old && old.known() == known()
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    private RecordType known() {
        if (record == null) {
            throw new IllegalStateException("a snapshot that was neither made nor read");
        }
        return record;
    }
}
