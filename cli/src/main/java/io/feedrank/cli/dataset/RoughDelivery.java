package io.feedrank.cli.dataset;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.feedrank.feature.event.Event;
import io.feedrank.proto.v1.FeedEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What a real stream has and a generated one lacks: some events come twice, and some records are no
 * events.
 */
final class RoughDelivery implements Iterator<FeedRecord> {
    private static final double REPEATED = 0.005;
    private static final int LONGEST_GAP = 200;

    private record Later(Event event, long after) {}

    private final Iterator<Event> events;
    private final RandomGenerator random;
    private final int malformedEvery;
    private final Deque<Later> repeats = new ArrayDeque<>();
    private long sent;
    private int malformed;
    private Instant now = Instant.EPOCH;

    /**
     * @param malformedEvery one record in so many is no event
     */
    RoughDelivery(Iterator<Event> events, long seed, int malformedEvery) {
        this.events = events;
        this.random = new SplittableRandom(seed);
        this.malformedEvery = malformedEvery;
    }

    @Override
    public boolean hasNext() {
        return events.hasNext() || !repeats.isEmpty();
    }

    @Override
    public FeedRecord next() {
        Later later = repeats.peek();
        if (later != null && (later.after() <= sent || !events.hasNext())) {
            return new FeedRecord.Repeat(repeats.remove().event(), now);
        }
        if (!events.hasNext()) {
            throw new NoSuchElementException();
        }
        if (sent >= (long) malformedEvery * (malformed + 1)) {
            malformed++;
            return new FeedRecord.Malformed("malformed-" + malformed, value(malformed), now);
        }
        Event event = events.next();
        now = event.eventTime();
        sent++;
        if (random.nextDouble() < REPEATED) {
            long last = repeats.isEmpty() ? sent : repeats.getLast().after();
            repeats.add(new Later(event, Math.max(last, sent + random.nextInt(LONGEST_GAP))));
        }
        return new FeedRecord.Fresh(event);
    }

    /**
     * In turn: bytes that are no protobuf, an event of a type that does not exist, an event of
     * nobody.
     */
    private ByteString value(int number) {
        FeedEvent.Builder event =
                FeedEvent.newBuilder()
                        .setEventId("malformed-" + number)
                        .addPostIds("p-00001")
                        .setEventTimeMs(now.toEpochMilli());
        return switch (number % 3) {
            case 0 ->
                    UnsafeByteOperations.unsafeWrap(
                            new byte[] {(byte) 0xff, (byte) 0xff, (byte) number, 0x07});
            case 1 -> event.setUserId("u-0001").setTypeValue(42).build().toByteString();
            default -> event.setTypeValue(1).build().toByteString();
        };
    }
}
