package io.feedrank.jobs.source;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.ChangeDecoder;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.jobs.record.RecordType;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes {@code cdc.*}. Only the capture process writes there, so a record that can't be decoded
 * is logged and left in its topic.
 */
final class ChangeDeserializer implements KafkaRecordDeserializationSchema<Change> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ChangeDeserializer.class);

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Change> out) {
        if (record.value() == null) {
            return;
        }
        try {
            out.collect(ChangeDecoder.decode(record.value()));
        } catch (FeedrankException e) {
            LOG.error(
                    "change left out: {}/{}/{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    @Override
    public TypeInformation<Change> getProducedType() {
        return RecordType.CHANGE.info();
    }
}
