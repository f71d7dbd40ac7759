package io.feedrank.ranking.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.time.Duration;
import java.time.Instant;

/**
 * Reports and progress as one line of JSON each: snake case, instants in ISO 8601, durations in
 * seconds.
 */
public final class TrainingJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Instant.class, ToStringSerializer.instance)
                                    .addSerializer(Duration.class, new SecondsSerializer())
                                    .addSerializer(Double.class, new FiniteDouble(Double.class))
                                    .addSerializer(double.class, new FiniteDouble(double.class)))
                    .build();

    private TrainingJson() {}

    /** One line, without its end. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new FeedrankException(Category.INTERNAL, "cannot write " + value + " as JSON", e);
        }
    }
}
