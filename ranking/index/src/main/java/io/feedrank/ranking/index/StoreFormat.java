package io.feedrank.ranking.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a snapshot: kind and notes, the partition's centres and curves if there is one,
 * then vector after vector with the list that it is in, and an end mark.
 */
final class StoreFormat {
    private static final int NO_LIST = -1;

    private StoreFormat() {}

    /** What was read. */
    record Read(VectorStore store, @Nullable Partition partition, Map<String, String> notes) {}

    /**
     * Writes these slots, live or as they were when they were.
     *
     * @param slots must stay as they are meanwhile
     */
    static void write(
            DataOutputStream out,
            VectorStore store,
            int[] slots,
            @Nullable Partition partition,
            Map<String, String> notes)
            throws IOException {
        out.writeInt(store.dimensions);
        out.writeUTF(store.metric.name());
        out.writeInt(notes.size());
        for (Map.Entry<String, String> note : notes.entrySet()) {
            out.writeUTF(note.getKey());
            out.writeUTF(note.getValue());
        }
        out.writeBoolean(partition != null);
        if (partition != null) {
            PartitionFormat.write(out, partition);
        }
        ByteBuffer bytes = ByteBuffer.allocate(store.dimensions * Float.BYTES);
        for (int slot : slots) {
            out.writeBoolean(true);
            write(out, store, slot, bytes);
            out.writeInt(partition == null ? NO_LIST : partition.listOf(slot));
        }
        out.writeBoolean(false);
    }

    private static void write(DataOutputStream out, VectorStore store, int slot, ByteBuffer bytes)
            throws IOException {
        Attributes attributes = store.attributes(slot);
        out.writeUTF(store.id(slot));
        out.writeUTF(attributes.language());
        out.writeUTF(attributes.topic());
        out.writeUTF(attributes.author());
        out.writeInt(Attributes.seconds(attributes.createdAt()));
        out.writeInt(Attributes.seconds(attributes.expiresAt()));
        bytes.asFloatBuffer().put(store.copyOf(slot));
        out.write(bytes.array());
    }

    static Read read(DataInputStream in, int dimensions, Metric metric) throws IOException {
        int gotDimensions = in.readInt();
        String gotMetric = in.readUTF();
        if (gotDimensions != dimensions || !gotMetric.equals(metric.name())) {
            throw new SnapshotException(
                    "the snapshot is refused: got "
                            + gotDimensions
                            + " dimensions and "
                            + gotMetric
                            + ", expected "
                            + dimensions
                            + " and "
                            + metric);
        }
        Map<String, String> notes = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            notes.put(in.readUTF(), in.readUTF());
        }
        VectorStore store = new VectorStore(dimensions, metric);
        Partition partition = in.readBoolean() ? PartitionFormat.read(in, store) : null;
        byte[] bytes = new byte[dimensions * Float.BYTES];
        float[] vector = new float[dimensions];
        while (in.readBoolean()) {
            int slot = read(in, store, bytes, vector);
            int list = in.readInt();
            if (partition != null) {
                boolean known = list >= 0 && list < partition.lists();
                partition.add(slot, known ? list : partition.listFor(vector));
            }
            int before = store.publish(slot);
            if (before >= 0) {
                withdraw(before, store, partition);
            }
        }
        return new Read(store, partition, notes);
    }

    // No id stands twice in what is written now; what is read is not taken on trust.
    private static void withdraw(int slot, VectorStore store, @Nullable Partition partition) {
        if (partition != null) {
            partition.remove(slot);
        }
        store.kill(slot);
        store.release(slot);
    }

    private static int read(DataInputStream in, VectorStore store, byte[] bytes, float[] vector)
            throws IOException {
        String id = in.readUTF();
        Attributes attributes =
                new Attributes(
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        Instant.ofEpochSecond(in.readInt()),
                        Instant.ofEpochSecond(in.readInt()));
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return store.allocate(id, vector, attributes);
    }
}
