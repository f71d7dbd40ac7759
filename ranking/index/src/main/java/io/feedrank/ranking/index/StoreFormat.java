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
 * then vector after vector with the list that it is in, an end mark, and the graph if there is one.
 */
final class StoreFormat {
    private static final int NO_LIST = -1;

    /** What stands before each vector, and behind the last. */
    private static final int END = 0;

    private static final int LIVE = 1;
    private static final int NODE_ONLY = 2;

    private StoreFormat() {}

    /** What was read. */
    record Read(VectorStore store, Learned learned, Map<String, String> notes) {}

    /**
     * Writes these slots, live or as they were when they were.
     *
     * @param slots must stay as they are meanwhile
     */
    static void write(
            DataOutputStream out,
            VectorStore store,
            int[] slots,
            Learned learned,
            Map<String, String> notes)
            throws IOException {
        out.writeInt(store.dimensions);
        out.writeUTF(store.metric.name());
        out.writeInt(notes.size());
        for (Map.Entry<String, String> note : notes.entrySet()) {
            out.writeUTF(note.getKey());
            out.writeUTF(note.getValue());
        }
        Partition partition = learned.partition();
        out.writeBoolean(partition != null);
        if (partition != null) {
            PartitionFormat.write(out, partition);
        }
        ByteBuffer bytes = ByteBuffer.allocate(store.dimensions * Float.BYTES);
        for (int slot : slots) {
            out.writeByte(LIVE);
            write(out, store, slot, bytes);
            out.writeInt(partition == null ? NO_LIST : partition.listOf(slot));
        }
        LinkedGraph graph = learned.graph();
        int[] dead = graph == null ? new int[0] : graph.dead();
        for (int slot : dead) {
            out.writeByte(NODE_ONLY);
            write(out, store, slot, bytes);
            out.writeInt(NO_LIST);
        }
        out.writeByte(END);
        out.writeBoolean(graph != null);
        if (graph != null) {
            GraphFormat.write(out, graph, places(store, slots, dead));
        }
    }

    private static int[] places(VectorStore store, int[] slots, int[] dead) {
        int[] places = new int[store.used()];
        int place = 0;
        for (int[] some : new int[][] {slots, dead}) {
            for (int slot : some) {
                places[slot] = place++;
            }
        }
        return places;
    }

    private static void write(DataOutputStream out, VectorStore store, int slot, ByteBuffer bytes)
            throws IOException {
        // Straight from the columns: objects for a million of them would be swept up at the cost of
        // searches.
        Page page = store.page(slot);
        int at = slot & Page.MASK;
        out.writeUTF(page.ids[at]);
        out.writeUTF(store.languages.text(page.languages[at]));
        out.writeUTF(store.topics.text(page.topics[at]));
        out.writeUTF(store.authors.text(page.authors[at]));
        out.writeInt(page.created[at]);
        out.writeInt(page.expires[at]);
        bytes.asFloatBuffer().put(page.vectors, at * store.dimensions, store.dimensions);
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
        SlotLog slots = new SlotLog();
        SlotLog dead = new SlotLog();
        for (int kind = in.readByte(); kind != END; kind = in.readByte()) {
            int slot = read(in, store, bytes, vector);
            slots.add(slot);
            int list = in.readInt();
            if (kind == NODE_ONLY) {
                store.kill(slot);
                dead.add(slot);
                continue;
            }
            if (partition != null) {
                boolean known = list >= 0 && list < partition.lists();
                partition.add(slot, known ? list : partition.listFor(vector));
            }
            int before = store.publish(slot);
            if (before >= 0) {
                withdraw(before, store, partition);
            }
        }
        LinkedGraph graph =
                in.readBoolean() ? GraphFormat.read(in, slots.toArray(), dead.toArray()) : null;
        return new Read(store, new Learned(partition, graph), notes);
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
