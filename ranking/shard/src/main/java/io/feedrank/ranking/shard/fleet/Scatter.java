package io.feedrank.ranking.shard.fleet;

import io.feedrank.feature.config.FeedrankException;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question to all partitions: each is asked of one holder; of the next one when that fails, and
 * also when it is slow. What has come at the deadline is the answer. Answers of two holders of one
 * partition may both be in it.
 *
 * @param <Q> request
 * @param <R> response
 */
final class Scatter<Q, R> {
    private static final Logger LOG = LoggerFactory.getLogger(Scatter.class);

    /**
     * What is asked.
     *
     * @param request for some partitions
     * @param missing the partitions that a response does not speak for
     */
    record Question<Q, R>(
            MethodDescriptor<Q, R> method,
            Function<Collection<Integer>, Q> request,
            Function<R, Collection<Integer>> missing) {}

    /**
     * What came.
     *
     * @param failure of the call that failed last; empty when none did
     */
    record Answer<R>(
            List<R> responses, Set<Integer> missing, int asked, int hedged, String failure) {}

    private final Fleet fleet;
    private final Channels channels;
    private final Question<Q, R> question;
    private final long deadlineNanos;
    private final Map<Integer, List<String>> untried = new TreeMap<>();
    private final Set<Integer> pending = new TreeSet<>();
    private final Map<String, Set<Integer>> slow = new HashMap<>();
    private final List<R> responses = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private int asked;
    private int inFlight;
    private int hedged;
    private String failure = "";
    private String refusal = "";

    Scatter(Fleet fleet, Channels channels, Question<Q, R> question, Duration timeout) {
        this.fleet = fleet;
        this.channels = channels;
        this.question = question;
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Asks, and waits until all partitions have answered, nobody is left to be asked, or time is
     * up.
     *
     * @param turn which of several holders is first, for load to be spread
     * @param hedge after which slow holders are not relied on alone
     * @throws FeedrankException BAD_INPUT when all who were asked refused the question
     */
    Answer<R> ask(int turn, Duration hedge) {
        fleet.holders()
                .forEach(
                        (partition, holders) -> {
                            pending.add(partition);
                            untried.put(partition, preferred(partition, holders, turn));
                        });
        Set<Integer> all = new TreeSet<>(pending);
        for (int partition = 0; partition < fleet.partitions(); partition++) {
            if (!all.contains(partition)) {
                pending.add(partition);
            }
        }
        send(all);
        try {
            if (!done.await(hedge.toNanos(), TimeUnit.NANOSECONDS)) {
                hedge();
                done.await(left(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (responses.isEmpty() && !refusal.isEmpty()) {
                throw FeedrankException.badInput(refusal);
            }
            return new Answer<>(
                    List.copyOf(responses), Set.copyOf(pending), asked, hedged, failure);
        }
    }

    /** Those who stay before those who leave; among the former, the sets take turns. */
    private List<String> preferred(int partition, List<String> holders, int turn) {
        List<String> sets =
                fleet.members().values().stream()
                        .map(member -> member.getReplicaSet())
                        .distinct()
                        .sorted()
                        .toList();
        List<String> ordered = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            String set = sets.get(Math.floorMod(turn + i, sets.size()));
            for (String key : holders) {
                if (fleet.member(key).getReplicaSet().equals(set)) {
                    ordered.add(key);
                }
            }
        }
        // Stable: the turn stays within those who stay.
        ordered.sort(Comparator.comparing(key -> leaves(key, partition)));
        return ordered;
    }

    private boolean leaves(String key, int partition) {
        return fleet.member(key).getLeavingPartitionsList().contains(partition);
    }

    /** Sends each of these partitions to its next holder. */
    private synchronized void send(Collection<Integer> partitions) {
        Map<String, List<Integer>> byHolder = new TreeMap<>();
        for (int partition : partitions) {
            List<String> holders = untried.get(partition);
            if (holders != null && !holders.isEmpty()) {
                byHolder.computeIfAbsent(holders.remove(0), key -> new ArrayList<>())
                        .add(partition);
            }
        }
        // A call to who is known to be gone fails at once, while others are still to be made.
        inFlight++;
        byHolder.forEach(this::call);
        inFlight--;
        finishWhenNobodyIsLeft();
    }

    private void call(String holder, List<Integer> partitions) {
        long left = left();
        if (left <= 0) {
            return;
        }
        asked++;
        inFlight++;
        slow.computeIfAbsent(holder, key -> new HashSet<>()).addAll(partitions);
        String address = fleet.member(holder).getAddress();
        ClientCalls.asyncUnaryCall(
                channels.to(address)
                        .newCall(
                                question.method(),
                                CallOptions.DEFAULT.withDeadlineAfter(left, TimeUnit.NANOSECONDS)),
                question.request().apply(partitions),
                new Reply(holder, partitions));
    }

    private synchronized void hedge() {
        Set<Integer> waiting = new TreeSet<>();
        slow.values().forEach(waiting::addAll);
        waiting.retainAll(pending);
        waiting.removeIf(partition -> untried.getOrDefault(partition, List.of()).isEmpty());
        if (!waiting.isEmpty()) {
            hedged += waiting.size();
            send(waiting);
        }
    }

    private synchronized void answered(String holder, List<Integer> partitions, R response) {
        inFlight--;
        responses.add(response);
        Set<Integer> covered = new HashSet<>(partitions);
        covered.removeAll(question.missing().apply(response));
        pending.removeAll(covered);
        forget(holder, partitions);
        List<Integer> uncovered = new ArrayList<>(partitions);
        uncovered.removeAll(covered);
        again(uncovered);
    }

    private synchronized void failed(String holder, List<Integer> partitions, Throwable cause) {
        inFlight--;
        LOG.debug("{} did not answer: {}", holder, cause.toString());
        Status status = Status.fromThrowable(cause);
        if (status.getCode() == Status.Code.INVALID_ARGUMENT) {
            refusal = String.valueOf(status.getDescription());
        }
        failure = holder + ": " + cause.getMessage();
        forget(holder, partitions);
        again(partitions);
    }

    private void forget(String holder, List<Integer> partitions) {
        Set<Integer> waiting = slow.get(holder);
        if (waiting != null) {
            waiting.removeAll(partitions);
        }
    }

    private void again(List<Integer> partitions) {
        List<Integer> open = new ArrayList<>(partitions);
        open.retainAll(pending);
        send(open);
    }

    private void finishWhenNobodyIsLeft() {
        if (pending.isEmpty() || inFlight == 0) {
            done.countDown();
        }
    }

    private long left() {
        return deadlineNanos - System.nanoTime();
    }

    private final class Reply implements StreamObserver<R> {
        private final String holder;
        private final List<Integer> partitions;

        Reply(String holder, List<Integer> partitions) {
            this.holder = holder;
            this.partitions = partitions;
        }

        @Override
        public void onNext(R response) {
            answered(holder, partitions, response);
        }

        @Override
        public void onError(Throwable failure) {
            failed(holder, partitions, failure);
        }

        @Override
        public void onCompleted() {
            // A unary call has said all with its one response.
        }
    }
}
