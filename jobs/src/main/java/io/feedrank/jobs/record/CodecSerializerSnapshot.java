package io.feedrank.jobs.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint says of a {@link CodecSerializer}: the record's name and the number of its form;
 * the first snapshots had the name alone, and all forms were the first.
 */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 2;

    private @Nullable RecordType record;
    private int form = 1;

    /** For Flink, which reads the name next. */
    public CodecSerializerSnapshot() {}

    CodecSerializerSnapshot(RecordType record, int form) {
        this.record = record;
        this.form = form;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(known().name());
        out.writeInt(form);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader)
            throws IOException {
        record = RecordType.valueOf(in.readUTF());
        form = readVersion == 1 ? 1 : in.readInt();
        if (form > record.form()) {
            throw new IOException(
                    "state of "
                            + record
                            + " has form "
                            + form
                            + ", this release reads up to "
                            + record.form()
                            + "; restore it with the release that wrote it, or a later one");
        }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new CodecSerializer<>(known(), form);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof CodecSerializerSnapshot<T> old)
                || old.known() != known()
                || old.form > form) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return old.form == form
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }

    private RecordType known() {
        if (record == null) {
            throw new IllegalStateException("a snapshot that was neither made nor read");
        }
        return record;
    }
}
