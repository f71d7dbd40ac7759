package io.feedrank.cli.parity;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Progress;
import io.feedrank.cli.deployment.Deployment;
import io.feedrank.cli.deployment.TopicRecords;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.change.ChangeDecoder;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.erasure.UserHasher;
import io.feedrank.feature.event.DeadLetterHeaders;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.feature.parity.ParityCheck;
import io.feedrank.feature.parity.ParityReport;
import io.feedrank.feature.parity.RawEvent;
import io.feedrank.feature.parity.Reach;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads what a check of parity needs out of a deployment's topics. */
final class ParityRun {
    private static final String JOB = "online-features";

    private final Deployment deployment;
    private final int requests;

    /**
     * A run.
     *
     * @param requests the newest so many are looked at
     */
    ParityRun(Deployment deployment, int requests) {
        this.deployment = deployment;
        this.requests = requests;
    }

    ParityReport run(Progress progress) {
        ParityCheck check =
                new ParityCheck(FeatureCatalog.standard(), AuditShare.from(deployment.settings()));
        try (TopicRecords topics = new TopicRecords(deployment.kafka(), progress)) {
            served(topics).forEach(check::served);
            topics.read(
                    Topics.FEATURE_UPDATES,
                    record -> check.applied(update(record), appended(record)));
            TopicRecords.Extent rows =
                    topics.read(Topics.CDC_POSTS, record -> changed(record, check));
            for (String topic :
                    List.of(Topics.FEED_EVENTS_LATE, Topics.deadLettersOf(Topics.FEED_EVENTS))) {
                topics.read(topic, record -> aside(record).ifPresent(check::setAside));
            }
            UserHasher hasher = UserHasher.of(deployment.settings());
            Set<String> erased = new HashSet<>();
            topics.read(Topics.SUPPRESSED_USERS, record -> suppressed(record, erased));
            TopicRecords.Extent events =
                    topics.read(Topics.FEED_EVENTS, record -> happened(record, check));
            return check.report(
                    new Reach(
                            events.whole()
                                    ? Optional.empty()
                                    : Optional.of(events.oldest().orElse(Instant.MAX)),
                            rows.whole(),
                            deployment.settings().getDuration("clock.offset-ms"),
                            user -> !erased.isEmpty() && erased.contains(hasher.hash(user))));
        }
    }

    private List<FeatureLogEntry> served(TopicRecords topics) {
        Comparator<FeatureLogEntry> oldestFirst =
                Comparator.comparingLong(FeatureLogEntry::getScoredAtMs);
        PriorityQueue<FeatureLogEntry> newest = new PriorityQueue<>(oldestFirst);
        topics.read(
                Topics.FEATURE_LOG,
                record -> {
                    FeatureLogEntry entry = entry(record);
                    if (entry.getShadowOf().isEmpty()) {
                        newest.add(entry);
                        if (newest.size() > requests) {
                            newest.poll();
                        }
                    }
                });
        List<FeatureLogEntry> entries = new ArrayList<>(newest);
        entries.sort(oldestFirst);
        return entries;
    }

    private static FeatureLogEntry entry(ConsumerRecord<byte[], byte[]> record) {
        try {
            return FeatureLogEntry.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(record, e);
        }
    }

    private static FeatureUpdate update(ConsumerRecord<byte[], byte[]> record) {
        try {
            return FeatureUpdate.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(record, e);
        }
    }

    private static CommandFailure unreadable(
            ConsumerRecord<byte[], byte[]> record, InvalidProtocolBufferException e) {
        return new CommandFailure(
                "cannot read "
                        + record.topic()
                        + '/'
                        + record.partition()
                        + '/'
                        + record.offset()
                        + ": "
                        + e.getMessage(),
                e);
    }

    private static void changed(ConsumerRecord<byte[], byte[]> record, ParityCheck check) {
        try {
            if (record.value() != null
                    && ChangeDecoder.decode(record.value()) instanceof PostChange change) {
                check.changed(change);
            }
        } catch (FeedrankException malformed) {
            // A dead letter by now; no row was made of it.
            return;
        }
    }

    /** What the job set aside. */
    private static Optional<Event> aside(ConsumerRecord<byte[], byte[]> record) {
        return JOB.equals(header(record, DeadLetterHeaders.CONSUMER))
                ? event(record)
                : Optional.empty();
    }

    private static void suppressed(ConsumerRecord<byte[], byte[]> record, Set<String> erased) {
        if (record.key() != null) {
            String hash = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                erased.remove(hash);
            } else {
                erased.add(hash);
            }
        }
    }

    private static void happened(ConsumerRecord<byte[], byte[]> record, ParityCheck check) {
        boolean again = header(record, DeadLetterHeaders.REPLAY) != null;
        event(record)
                .filter(event -> event.type().isAction())
                .ifPresent(
                        event ->
                                check.happened(
                                        new RawEvent(
                                                event,
                                                again,
                                                new RawEvent.At(
                                                        record.partition(),
                                                        record.offset(),
                                                        appended(record)))));
    }

    /** The event; empty when nobody can read it, and then it is a dead letter. */
    private static Optional<Event> event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(
                    EventCodec.decode(record.value(), header(record, EventCodec.CONTENT_TYPE)));
        } catch (FeedrankException malformed) {
            return Optional.empty();
        }
    }

    private static Instant appended(ConsumerRecord<byte[], byte[]> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
