package io.feedrank.jobs.record;

import java.util.Objects;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Type information of a {@link RecordType}. */
final class CodecTypeInformation<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final RecordType record;

    CodecTypeInformation(RecordType record) {
        this.record = record;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return record.type();
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new CodecSerializer<>(record);
    }

    @Override
    @Deprecated
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return new CodecSerializer<>(record);
    }

    @Override
    public String toString() {
        return "Record<" + record + ">";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodecTypeInformation<?> information && information.record == record;
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(record);
    }

    @Override
    public boolean canEqual(@Nullable Object other) {
        return other instanceof CodecTypeInformation<?>;
    }
}
