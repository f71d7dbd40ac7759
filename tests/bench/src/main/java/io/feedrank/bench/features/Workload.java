package io.feedrank.bench.features;

import io.feedrank.cli.dataset.FeedRecord;
import io.feedrank.cli.dataset.SampleDataset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The generated newsroom as Kafka holds it: bytes.
 *
 * @param posts rows, as {@code cdc.posts} has them
 * @param events in the order in which they were sent, duplicates included, as {@code feed-events}
 *     has them
 * @param postIds of {@code posts}
 * @param userIds of those who did something
 * @param touches posts in all events, each event counted once: what the state takes in
 */
record Workload(
        List<byte[]> posts,
        List<byte[]> events,
        List<String> postIds,
        List<String> userIds,
        long touches) {

    static Workload draw(long seed, double scale) {
        SampleDataset sample = new SampleDataset(seed, scale);
        List<byte[]> posts = new ArrayList<>();
        List<String> postIds = new ArrayList<>();
        sample.posts()
                .forEach(
                        row -> {
                            postIds.add(row.id());
                            posts.add(row.captured());
                        });
        List<byte[]> events = new ArrayList<>();
        Set<String> users = new HashSet<>();
        long[] touches = {0};
        sample.records()
                .forEach(
                        record -> {
                            if (record instanceof FeedRecord.Fresh fresh) {
                                users.add(fresh.event().userId());
                                touches[0] += fresh.event().postIds().size();
                            }
                            if (!(record instanceof FeedRecord.Malformed)) {
                                events.add(record.value());
                            }
                        });
        return new Workload(posts, events, postIds, users.stream().sorted().toList(), touches[0]);
    }
}
