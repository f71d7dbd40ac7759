package io.feedrank.ranking.training;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;

/** JSON has no word for what is not a number: it becomes null. */
final class FiniteDouble extends StdScalarSerializer<Double> {
    private static final long serialVersionUID = 1L;

    FiniteDouble(Class<Double> type) {
        super(type);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
            throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
