package io.feedrank.ranking.index;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes to a file a few megabytes at a time, each forced to disk and followed by a rest as long as
 * the writing took. What is written faster piles up as dirty pages, which the kernel then writes
 * back in one go on the processors that searches run on.
 */
final class PacedOutputStream extends FilterOutputStream {
    private static final int CHUNK = 4 << 20;
    private static final long MOST_REST_NANOS = 20_000_000;

    private final FileChannel channel;
    private long left = CHUNK;
    private long start = System.nanoTime();

    PacedOutputStream(FileChannel channel) {
        super(Channels.newOutputStream(channel));
        this.channel = channel;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        left -= length;
        if (left <= 0) {
            channel.force(false);
            LockSupport.parkNanos(Math.min(MOST_REST_NANOS, System.nanoTime() - start));
            left = CHUNK;
            start = System.nanoTime();
        }
    }
}
