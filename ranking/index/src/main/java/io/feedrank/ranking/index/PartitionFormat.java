package io.feedrank.ranking.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A partition's centres, quantizer and curves as they stand in a snapshot; not its codes. */
final class PartitionFormat {
    private PartitionFormat() {}

    static void write(DataOutputStream out, Partition partition) throws IOException {
        write(out, partition.centroids == null ? new float[0] : partition.centroids.centres());
        write(out, partition.quantizer.mean());
        out.writeFloat(partition.quantizer.scale());
        out.writeInt(partition.fittedTo);
        Calibration calibration = partition.calibration();
        int[] counts = calibration.counts();
        out.writeInt(counts.length);
        for (int i = 0; i < counts.length; i++) {
            out.writeInt(counts[i]);
            write(out, calibration.recalls()[i]);
            write(out, calibration.codeRecalls()[i]);
        }
    }

    static Partition read(DataInputStream in, VectorStore store) throws IOException {
        float[] centres = readFloats(in);
        Centroids centroids =
                centres.length == 0 ? null : new Centroids(store.dimensions, store.metric, centres);
        Quantizer quantizer = new Quantizer(store.metric, readFloats(in), in.readFloat());
        Partition partition = new Partition(store, centroids, quantizer, 0, in.readInt());
        int[] counts = new int[in.readInt()];
        float[][] recalls = new float[counts.length][];
        float[][] codeRecalls = new float[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readInt();
            recalls[i] = readFloats(in);
            codeRecalls[i] = readFloats(in);
        }
        partition.calibrate(new Calibration(counts, recalls, codeRecalls));
        return partition;
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] readFloats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
