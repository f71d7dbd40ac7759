package io.feedrank.tests;

import io.feedrank.cli.dataset.Dataset;
import io.feedrank.cli.dataset.FeedRecord;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who of a dataset reads most on a subject. */
final class KeenReader {
    private KeenReader() {}

    static String of(Dataset dataset, String topic, String language) {
        Set<String> posts =
                dataset.posts()
                        .filter(post -> post.topic().equals(topic))
                        .filter(post -> post.language().equals(language))
                        .map(post -> post.id())
                        .collect(Collectors.toSet());
        Map<String, Integer> clicks = new HashMap<>();
        try (Stream<FeedRecord> records = dataset.records()) {
            records.filter(record -> !(record instanceof FeedRecord.Malformed))
                    .map(record -> EventCodec.decode(record.value(), EventCodec.PROTOBUF))
                    .filter(event -> event.type() == EventType.CLICK)
                    .filter(event -> posts.contains(event.postIds().get(0)))
                    .map(Event::userId)
                    .forEach(user -> clicks.merge(user, 1, Integer::sum));
        }
        return clicks.entrySet().stream()
                .max(
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }
}
