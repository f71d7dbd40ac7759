package io.feedrank.bench.features;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.VersionedValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Clicks of people and on posts that nobody else touches: such an event is in the online store when
 * both its user's and its post's counts are there, which hold nothing but it.
 */
final class Probes {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * Probes that are looked for at once, the oldest. Looking for all that are on their way took a
     * core of the two when many were, and made them late; who waits for its turn counts as later
     * than it was.
     */
    private static final int AT_ONCE = 8;

    private record Sent(int number, long atNanos) {}

    private final OnlineStore store;
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final List<Double> millis = new ArrayList<>();
    private volatile boolean over;

    Probes(OnlineStore store) {
        this.store = store;
    }

    static String user(int number) {
        return "probe-user-" + number;
    }

    static String post(int number) {
        return "probe-post-" + number;
    }

    /** Probe {@code number} is about to be sent. */
    void sending(int number) {
        sent.add(new Sent(number, System.nanoTime()));
    }

    /** No more come. */
    void over() {
        over = true;
    }

    /**
     * Looks for them until all are there; from an event's sending to its values, in milliseconds.
     *
     * @throws IllegalStateException when some did not come
     */
    List<Double> await(Duration patience) {
        List<Sent> outstanding = new ArrayList<>();
        long giveUpAt = Long.MAX_VALUE;
        while (true) {
            // Read before the queue: what is in it then is all there will be.
            boolean last = over;
            for (Sent probe = sent.poll(); probe != null; probe = sent.poll()) {
                outstanding.add(probe);
            }
            if (last && outstanding.isEmpty()) {
                return millis;
            }
            look(outstanding);
            if (last && giveUpAt == Long.MAX_VALUE) {
                giveUpAt = System.nanoTime() + patience.toNanos();
            }
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException(outstanding.size() + " probes did not arrive");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void look(List<Sent> outstanding) {
        List<Sent> oldest = outstanding.subList(0, Math.min(AT_ONCE, outstanding.size()));
        List<OnlineKey> keys = new ArrayList<>();
        for (Sent probe : oldest) {
            keys.add(new OnlineKey(FeatureGroup.USER_ACTIVITY, user(probe.number())));
            keys.add(new OnlineKey(FeatureGroup.POST_STATS, post(probe.number())));
        }
        List<VersionedValue> values = store.get(keys);
        long now = System.nanoTime();
        int at = 0;
        for (Iterator<Sent> probes = oldest.iterator(); probes.hasNext(); at += 2) {
            Sent probe = probes.next();
            if (values.get(at) != null && values.get(at + 1) != null) {
                millis.add((now - probe.atNanos()) / 1e6);
                probes.remove();
            }
        }
    }
}
