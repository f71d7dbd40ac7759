package io.feedrank.jobs.source;

import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads {@code suppressed-users}: its key says who, and a null value lifts it. */
final class SuppressionDeserializer implements KafkaRecordDeserializationSchema<Suppression> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Suppression> out) {
        if (record.key() != null) {
            out.collect(of(record));
        }
    }

    static Suppression of(ConsumerRecord<byte[], byte[]> record) {
        return new Suppression(
                new String(record.key(), StandardCharsets.UTF_8), record.value() == null);
    }

    @Override
    public TypeInformation<Suppression> getProducedType() {
        return RecordType.SUPPRESSION.info();
    }
}
