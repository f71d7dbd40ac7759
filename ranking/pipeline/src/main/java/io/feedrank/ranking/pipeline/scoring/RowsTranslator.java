package io.feedrank.ranking.pipeline.scoring;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Feeds a candidate set as one tensor through a buffer of its own; used by one thread at a time.
 */
final class RowsTranslator
        implements NoBatchifyTranslator<RowsTranslator.Rows, Map<String, float[]>> {
    /** {@code count} rows of {@code width} floats. */
    @SuppressWarnings("ArrayRecordComponent") // the hot path; never compared
    record Rows(float[] values, int count, int width) {}

    private ByteBuffer buffer = allocate(1 << 16);

    @Override
    public NDList processInput(TranslatorContext context, Rows rows) {
        int floats = Math.multiplyExact(rows.count(), rows.width());
        int bytes = Math.multiplyExact(floats, Float.BYTES);
        if (buffer.capacity() < bytes) {
            buffer = allocate(Math.max(bytes, buffer.capacity() * 2));
        }
        buffer.clear().limit(bytes);
        buffer.asFloatBuffer().put(rows.values(), 0, floats);
        Shape shape = new Shape(rows.count(), rows.width());
        return new NDList(context.getNDManager().create(buffer, shape, DataType.FLOAT32));
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
