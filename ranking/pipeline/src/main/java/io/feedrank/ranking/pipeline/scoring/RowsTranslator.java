package io.feedrank.ranking.pipeline.scoring;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.feedrank.ranking.index.dense.RowScaler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a candidate set as one tensor through a buffer of its own, scaled on its way where the
 * model begins after that; used by one thread at a time.
 */
final class RowsTranslator
        implements NoBatchifyTranslator<RowsTranslator.Rows, Map<String, float[]>> {
    /** {@code count} rows of {@code width} floats. */
    @SuppressWarnings("ArrayRecordComponent") // the hot path; never compared
    record Rows(float[] values, int count, int width) {}

    /** Few enough to stay in the processor's nearest cache. */
    private static final int ROWS_A_TURN = 32;

    private final @Nullable RowScaler scaler;
    private final float[] turn;
    private ByteBuffer buffer = allocate(1 << 16);

    /**
     * A translator.
     *
     * @param scaler null for a model that takes rows as they are
     */
    RowsTranslator(@Nullable RowScaler scaler) {
        this.scaler = scaler;
        this.turn = new float[scaler == null ? 0 : ROWS_A_TURN * scaler.width()];
    }

    @Override
    public NDList processInput(TranslatorContext context, Rows rows) {
        int floats = Math.multiplyExact(rows.count(), rows.width());
        int bytes = Math.multiplyExact(floats, Float.BYTES);
        if (buffer.capacity() < bytes) {
            buffer = allocate(Math.max(bytes, buffer.capacity() * 2));
        }
        buffer.clear().limit(bytes);
        put(rows, buffer.asFloatBuffer());
        Shape shape = new Shape(rows.count(), rows.width());
        return new NDList(context.getNDManager().create(buffer, shape, DataType.FLOAT32));
    }

    private void put(Rows rows, FloatBuffer target) {
        if (scaler == null) {
            target.put(rows.values(), 0, rows.count() * rows.width());
            return;
        }
        for (int row = 0; row < rows.count(); row += ROWS_A_TURN) {
            int some = Math.min(ROWS_A_TURN, rows.count() - row);
            scaler.scale(rows.values(), row * rows.width(), some, turn);
            target.put(turn, 0, some * rows.width());
        }
    }

    @Override
    public Map<String, float[]> processOutput(TranslatorContext context, NDList outputs) {
        Map<String, float[]> byName = new HashMap<>();
        for (NDArray output : outputs) {
            byName.put(output.getName(), output.toFloatArray());
        }
        return byName;
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
