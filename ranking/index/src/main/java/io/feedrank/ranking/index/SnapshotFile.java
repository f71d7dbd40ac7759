package io.feedrank.ranking.index;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frame of a snapshot: magic, version, content, and at the end the content's CRC-32C. The file
 * is written beside its place, forced to disk and moved there, so a torn one is rare; the checksum
 * is looked at before anything is read, so a torn one does no harm.
 */
final class SnapshotFile {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);
    private static final long MAGIC = 0x4665656472616e6bL;
    private static final int VERSION = 3;
    private static final int HEADER = Long.BYTES + Integer.BYTES;
    private static final int BUFFER = 1 << 20;

    private SnapshotFile() {}

    /** Writes the content. */
    interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads the content. */
    interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }

    static void write(Path file, Content content) {
        // Each its own, since two may be written at once.
        Path beside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (FileChannel channel =
                    FileChannel.open(
                            beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(channel, content);
                channel.force(true);
            }
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SnapshotException("cannot write the snapshot " + file + ": " + e, e);
        } finally {
            deleteIfLeft(beside);
        }
    }

    private static void deleteIfLeft(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot delete {}, the rest of a snapshot that failed", file, e);
        }
    }

    private static void write(FileChannel channel, Content content) throws IOException {
        CRC32C sum = new CRC32C();
        OutputStream raw = new PacedOutputStream(channel);
        DataOutputStream header = new DataOutputStream(raw);
        header.writeLong(MAGIC);
        header.writeInt(VERSION);
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(new CheckedOutputStream(raw, sum), BUFFER));
        content.write(out);
        out.flush();
        header.writeLong(sum.getValue());
    }

    /**
     * Reads a file that is whole.
     *
     * @throws SnapshotException when it isn't, saying why
     */
    static <T> T read(Path file, Reading<T> reading) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            verify(file, channel);
            channel.position(HEADER);
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
            return reading.read(new DataInputStream(in));
        } catch (IOException e) {
            throw new SnapshotException("cannot read the snapshot " + file + ": " + e, e);
        }
    }

    private static void verify(Path file, FileChannel channel) throws IOException {
        long content = channel.size() - HEADER - Long.BYTES;
        if (content < 0) {
            throw refused(file, "it is only " + channel.size() + " bytes long");
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        fill(channel, header);
        if (header.getLong() != MAGIC) {
            throw refused(file, "it is no snapshot of an index");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw refused(file, "its version is " + version + ", expected " + VERSION);
        }
        CRC32C sum = new CRC32C();
        ByteBuffer part = ByteBuffer.allocateDirect(BUFFER);
        for (long left = content; left > 0; left -= part.limit()) {
            part.clear().limit((int) Math.min(left, BUFFER));
            fill(channel, part);
            sum.update(part);
        }
        ByteBuffer footer = ByteBuffer.allocate(Long.BYTES);
        fill(channel, footer);
        if (footer.getLong() != sum.getValue()) {
            throw refused(file, "its checksum is wrong: it is torn or was altered");
        }
    }

    private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("it ended while it was read");
            }
        }
        buffer.flip();
    }

    private static SnapshotException refused(Path file, String why) {
        return new SnapshotException("the snapshot " + file + " is refused: " + why);
    }
}
