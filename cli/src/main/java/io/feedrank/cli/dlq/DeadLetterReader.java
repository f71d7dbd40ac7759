package io.feedrank.cli.dlq;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Progress;
import io.feedrank.cli.deployment.TopicRecords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the dead-letter topics as they are now, oldest letter first. */
final class DeadLetterReader {
    private DeadLetterReader() {}

    static List<DeadLetterRecord> read(
            String bootstrap, LetterSelection selection, Progress progress) {
        List<DeadLetterRecord> letters = new ArrayList<>();
        try (TopicRecords records = new TopicRecords(bootstrap, progress)) {
            for (String topic : chosen(records.topics(), selection)) {
                records.read(
                        topic + DeadLetterRecord.SUFFIX,
                        record -> {
                            DeadLetterRecord letter = new DeadLetterRecord(record);
                            if (selection.means(letter)) {
                                letters.add(letter);
                            }
                        });
            }
        }
        letters.sort(
                Comparator.comparing(DeadLetterRecord::time)
                        .thenComparing(DeadLetterRecord::position));
        return letters;
    }

    private static Set<String> chosen(Set<String> topics, LetterSelection selection) {
        Set<String> known = new TreeSet<>();
        for (String topic : topics) {
            if (topic.endsWith(DeadLetterRecord.SUFFIX)) {
                known.add(topic.substring(0, topic.length() - DeadLetterRecord.SUFFIX.length()));
            }
        }
        for (String topic : selection.topics()) {
            if (!known.contains(topic)) {
                throw new CommandFailure(
                        "--topic: got '"
                                + topic
                                + "', expected one with dead letters: "
                                + String.join(", ", known));
            }
        }
        if (!selection.topics().isEmpty()) {
            known.retainAll(selection.topics());
        }
        return known;
    }
}
