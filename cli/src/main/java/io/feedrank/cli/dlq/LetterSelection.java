package io.feedrank.cli.dlq;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant: all of them, when none is given. */
final class LetterSelection {
    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Only letters of this topic, such as feed-events; repeatable.")
    private List<String> topics = List.of();

    @Option(
            names = "--consumer",
            paramLabel = "NAME",
            description = "Only what this consumer set aside, such as online-features.")
    private @Nullable String consumer;

    @Option(
            names = "--event",
            paramLabel = "ID",
            description = "Only letters of this event id; repeatable.")
    private List<String> events = List.of();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Only letters whose reason has this text in it, in either case.")
    private @Nullable String reason;

    /** Topics asked for, without the suffix of dead letters; empty: all. */
    List<String> topics() {
        return topics.stream()
                .map(
                        topic ->
                                topic.endsWith(DeadLetterRecord.SUFFIX)
                                        ? topic.substring(
                                                0,
                                                topic.length() - DeadLetterRecord.SUFFIX.length())
                                        : topic)
                .toList();
    }

    boolean means(DeadLetterRecord letter) {
        return (consumer == null || consumer.equals(letter.consumer()))
                && (events.isEmpty() || events.contains(letter.eventId()))
                && (reason == null
                        || letter.reason()
                                .toLowerCase(Locale.ROOT)
                                .contains(reason.toLowerCase(Locale.ROOT)));
    }
}
