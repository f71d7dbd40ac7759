package io.feedrank.ranking.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A graph as it stands in a snapshot, behind the vectors: its nodes are told by the place of their
 * vector among those written.
 */
final class GraphFormat {
    private GraphFormat() {}

    /**
     * Writes a graph.
     *
     * @param places of each slot, the place among the vectors written
     */
    static void write(DataOutputStream out, LinkedGraph linked, int[] places) throws IOException {
        Graph graph = linked.graph();
        out.writeInt(graph.size());
        out.writeInt(graph.stride());
        out.writeInt(graph.entry());
        int[] row = new int[graph.size()];
        for (int node = 0; node < row.length; node++) {
            row[node] = places[graph.slot(node)];
        }
        writeInts(out, row, 0, row.length);
        for (int node = 0; node < graph.size(); node++) {
            writeInts(out, graph.ground(), node * graph.stride(), graph.stride());
            int[][] levels = graph.levels(node);
            out.writeByte(levels.length);
            for (int level = 1; level < levels.length; level++) {
                out.writeInt(levels[level].length);
                writeInts(out, levels[level], 0, levels[level].length);
            }
        }
        EfCalibration calibration = linked.calibration();
        out.writeInt(calibration.counts().length);
        for (int curve = 0; curve < calibration.counts().length; curve++) {
            out.writeInt(calibration.counts()[curve]);
            out.writeInt(calibration.recalls()[curve].length);
            for (double recall : calibration.recalls()[curve]) {
                out.writeDouble(recall);
            }
        }
    }

    private static void writeInts(DataOutputStream out, int[] from, int at, int count)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, count));
        bytes.asIntBuffer().put(from, at, count);
        out.write(bytes.array());
    }

    /**
     * Reads a graph.
     *
     * @param slots of each place, the slot that its vector was put into
     * @param dead slots that hold nothing but nodes
     */
    static LinkedGraph read(DataInputStream in, int[] slots, int[] dead) throws IOException {
        int size = in.readInt();
        int stride = in.readInt();
        int entry = in.readInt();
        int[] slotOf = new int[size];
        readInts(in, slotOf, 0, size);
        for (int node = 0; node < size; node++) {
            slotOf[node] = slots[slotOf[node]];
        }
        int[] ground = new int[Math.multiplyExact(stride, size)];
        int[][][] upper = new int[size][][];
        for (int node = 0; node < size; node++) {
            readInts(in, ground, node * stride, stride);
            int levels = in.readByte();
            if (levels > 0) {
                upper[node] = new int[levels][];
                upper[node][0] = new int[0];
            }
            for (int level = 1; level < levels; level++) {
                upper[node][level] = new int[in.readInt()];
                readInts(in, upper[node][level], 0, upper[node][level].length);
            }
        }
        int[] counts = new int[in.readInt()];
        double[][] recalls = new double[counts.length][];
        for (int curve = 0; curve < counts.length; curve++) {
            counts[curve] = in.readInt();
            recalls[curve] = new double[in.readInt()];
            for (int step = 0; step < recalls[curve].length; step++) {
                recalls[curve][step] = in.readDouble();
            }
        }
        Graph graph = new Graph(slotOf, stride, ground, upper, entry);
        return new LinkedGraph(graph, new EfCalibration(counts, recalls), dead);
    }

    private static void readInts(DataInputStream in, int[] to, int at, int count)
            throws IOException {
        byte[] bytes = new byte[Math.multiplyExact(Integer.BYTES, count)];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asIntBuffer().get(to, at, count);
    }
}
