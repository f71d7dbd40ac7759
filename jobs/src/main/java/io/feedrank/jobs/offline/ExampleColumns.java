package io.feedrank.jobs.offline;

import io.feedrank.jobs.record.TrainingExample;
import io.feedrank.jobs.sink.ColumnReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Columns of table {@code training_examples}, in the order of the offline schema. */
public final class ExampleColumns implements ColumnReader<TrainingExample> {
    private static final long serialVersionUID = 1L;
    private static final int FIRST_FEATURE = 10;

    @Override
    public @Nullable Object column(TrainingExample example, int index) {
        return switch (index) {
            case 0 -> example.impression().event().eventId();
            case 1 -> example.impression().userId();
            case 2 -> example.impression().postId();
            case 3 -> example.impression().slot();
            case 4 -> example.impression().event().eventTime().toEpochMilli();
            case 5 -> example.impression().event().requestId();
            case 6 -> example.labels().click() ? 1 : 0;
            case 7 -> example.labels().like() ? 1 : 0;
            case 8 -> example.labels().hide() ? 1 : 0;
            case 9 -> example.labels().dwellMs();
            default -> example.features()[index - FIRST_FEATURE];
        };
    }

    @Override
    public Instant eventTime(TrainingExample example) {
        return example.impression().event().eventTime();
    }
}
