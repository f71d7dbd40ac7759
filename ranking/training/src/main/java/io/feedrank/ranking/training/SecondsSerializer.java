package io.feedrank.ranking.training;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;

/** A duration as seconds, to the millisecond. */
final class SecondsSerializer extends StdScalarSerializer<Duration> {
    private static final long serialVersionUID = 1L;

    SecondsSerializer() {
        super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
            throws IOException {
        json.writeNumber(value.toMillis() / 1000.0);
    }
}
