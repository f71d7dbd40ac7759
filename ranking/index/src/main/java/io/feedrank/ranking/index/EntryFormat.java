package io.feedrank.ranking.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Vectors, attributes and notes as they stand in a snapshot. */
final class EntryFormat {
    private EntryFormat() {}

    static void write(
            DataOutputStream out, int dimensions, Metric metric, Map<String, String> notes)
            throws IOException {
        out.writeInt(dimensions);
        out.writeUTF(metric.name());
        out.writeInt(notes.size());
        for (Map.Entry<String, String> note : notes.entrySet()) {
            out.writeUTF(note.getKey());
            out.writeUTF(note.getValue());
        }
    }

    static Map<String, String> readNotes(DataInputStream in, int dimensions, Metric metric)
            throws IOException {
        int got = in.readInt();
        String gotMetric = in.readUTF();
        if (got != dimensions || !gotMetric.equals(metric.name())) {
            throw new SnapshotException(
                    "the snapshot is refused: got "
                            + got
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
        return notes;
    }

    static void writeEntries(DataOutputStream out, int dimensions, Collection<Entry> entries)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(dimensions * Float.BYTES);
        for (Entry entry : entries) {
            Attributes attributes = entry.attributes();
            out.writeBoolean(true);
            out.writeUTF(entry.id());
            out.writeUTF(attributes.language());
            out.writeUTF(attributes.topic());
            out.writeUTF(attributes.author());
            out.writeLong(attributes.createdAt().getEpochSecond());
            out.writeLong(attributes.expiresAt().getEpochSecond());
            bytes.asFloatBuffer().put(entry.vector());
            out.write(bytes.array());
        }
        out.writeBoolean(false);
    }

    static void readEntries(DataInputStream in, int dimensions, Consumer<Entry> consumer)
            throws IOException {
        byte[] bytes = new byte[dimensions * Float.BYTES];
        while (in.readBoolean()) {
            String id = in.readUTF();
            Attributes attributes =
                    new Attributes(
                            in.readUTF(),
                            in.readUTF(),
                            in.readUTF(),
                            Instant.ofEpochSecond(in.readLong()),
                            Instant.ofEpochSecond(in.readLong()));
            in.readFully(bytes);
            float[] vector = new float[dimensions];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
            consumer.accept(new Entry(id, vector, attributes));
        }
    }
}
