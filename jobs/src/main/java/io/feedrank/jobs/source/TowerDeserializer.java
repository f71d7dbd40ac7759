package io.feedrank.jobs.source;

import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.TowerRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes {@code text-towers} as it is; who uses a tower checks it. */
final class TowerDeserializer implements KafkaRecordDeserializationSchema<TowerRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TowerRecord> out) {
        out.collect(
                new TowerRecord(
                        record.key(),
                        record.value(),
                        record.topic() + '/' + record.partition() + '/' + record.offset()));
    }

    @Override
    public TypeInformation<TowerRecord> getProducedType() {
        return RecordType.TOWER_RECORD.info();
    }
}
