package io.feedrank.bench.features;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineWrite;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the sources and the sink of one run in this process share. Events flow once all posts are
 * kept; the clock starts then. Thread-safe.
 */
final class Feed implements AutoCloseable {
    private static final Map<String, Feed> OPEN = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final Workload workload;
    private final CountDownLatch postsKept;
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable ProcessCpu start;

    Feed(Workload workload) {
        this.workload = workload;
        this.postsKept = new CountDownLatch(workload.posts().size());
        OPEN.put(id, this);
    }

    /** By what functions, which are serialized, know it. */
    String id() {
        return id;
    }

    static Feed of(String id) {
        return Objects.requireNonNull(OPEN.get(id), "the run is over");
    }

    byte[] post(long index) {
        return workload.posts().get((int) index);
    }

    byte[] event(long index) {
        try {
            postsKept.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (start == null) {
            start = ProcessCpu.now();
        }
        return workload.events().get((int) index);
    }

    /** Takes a value as the online store does: its key and its bytes. */
    void write(OnlineWrite write) {
        bytes.addAndGet(write.key().bytes().length + write.value().bytes().length);
        writes.incrementAndGet();
        if (write.key().group().equals(FeatureGroup.POST_META)) {
            postsKept.countDown();
        }
    }

    /** When the first event was asked for. */
    ProcessCpu start() {
        return Objects.requireNonNull(start, "no event was read");
    }

    /** Values written, those of rows left out. */
    long writes() {
        return writes.get() - workload.posts().size();
    }

    @Override
    public void close() {
        OPEN.remove(id);
    }
}
