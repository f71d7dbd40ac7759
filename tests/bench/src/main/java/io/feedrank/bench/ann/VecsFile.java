package io.feedrank.bench.ann;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads fvecs and ivecs: each row a little-endian length and then so many values. */
final class VecsFile {
    private VecsFile() {}

    static float[][] floats(Path file) throws IOException {
        List<float[]> rows = new ArrayList<>();
        ByteBuffer bytes = map(file);
        while (bytes.hasRemaining()) {
            float[] row = new float[length(file, bytes)];
            bytes.asFloatBuffer().get(row);
            bytes.position(bytes.position() + row.length * Float.BYTES);
            rows.add(row);
        }
        return checked(file, rows.toArray(new float[0][]));
    }

    static int[][] ints(Path file) throws IOException {
        List<int[]> rows = new ArrayList<>();
        ByteBuffer bytes = map(file);
        while (bytes.hasRemaining()) {
            int[] row = new int[length(file, bytes)];
            bytes.asIntBuffer().get(row);
            bytes.position(bytes.position() + row.length * Integer.BYTES);
            rows.add(row);
        }
        return rows.toArray(new int[0][]);
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static int length(Path file, ByteBuffer bytes) {
        int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
        if (length < 1 || (long) length * Integer.BYTES > bytes.remaining()) {
            throw new IllegalArgumentException(
                    file + ": got a row of " + length + " values, expected what fits the file");
        }
        return length;
    }

    private static float[][] checked(Path file, float[][] rows) {
        for (float[] row : rows) {
            if (row.length != rows[0].length) {
                throw new IllegalArgumentException(
                        file
                                + ": got rows of "
                                + rows[0].length
                                + " and of "
                                + row.length
                                + " values, expected one length");
            }
        }
        if (rows.length == 0) {
            throw new IllegalArgumentException(file + ": got no vectors");
        }
        return rows;
    }
}
