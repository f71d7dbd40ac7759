package io.feedrank.jobs.backfill;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Bounded streams of the offline store, of the files that it has now. They emit no watermark before
 * they end, so that nothing of them is late.
 */
public final class History {
    private static final Duration HOUR = Duration.ofHours(1);

    private final StreamExecutionEnvironment env;
    private final Path root;

    /** History of the offline store at {@code root}, which every task manager can read. */
    public History(StreamExecutionEnvironment env, Path root) {
        this.env = env;
        this.root = root;
    }

    /**
     * Events from {@code since} and before {@code until}, in their order: one reader reads hour
     * after hour. Empty when all are of another time.
     *
     * @throws FeedrankException BAD_INPUT when there is no event at all
     */
    public Optional<DataStream<SourceEvent>> events(Instant since, Instant until) {
        if (OfflineFiles.visible(root, OfflineSchema.EVENTS).isEmpty()) {
            throw FeedrankException.badInput(
                    "offline.dir: got "
                            + root
                            + ", which has no file of events; expected the folder that"
                            + " offline-features writes to, local or shared");
        }
        List<String> hours = new ArrayList<>();
        for (Path partition : partitions(since, until)) {
            List<String> files = names(OfflineFiles.visible(partition));
            if (!files.isEmpty()) {
                long start = OfflineSchema.endOf(partition).minus(HOUR).toEpochMilli();
                hours.add(new HistoryHour(start, files).asText());
            }
        }
        return read(
                        "history-events",
                        hours,
                        new ReadEvents(since.toEpochMilli(), until.toEpochMilli()),
                        RecordType.SOURCE_EVENT.<SourceEvent>info())
                .map(events -> events.setParallelism(1));
    }

    /** What table {@code events} has rows of, from {@code since} and before {@code until}. */
    public Optional<DataStream<String>> rows(Instant since, Instant until) {
        List<String> files = new ArrayList<>();
        partitions(since, until)
                .forEach(partition -> files.addAll(names(OfflineFiles.visible(partition))));
        return read("stored-rows", files, new StoredRows(), Types.STRING).map(rows -> rows);
    }

    /** Changes of posts; empty when there is no file of them. */
    public Optional<DataStream<Change>> posts() {
        List<String> files = names(OfflineFiles.visible(root, OfflineSchema.POSTS));
        return read("history-posts", files, new ReadPosts(), RecordType.CHANGE.<Change>info())
                .map(posts -> posts);
    }

    private List<Path> partitions(Instant since, Instant until) {
        return OfflineFiles.partitions(root, OfflineSchema.EVENTS).stream()
                .filter(partition -> OfflineSchema.endOf(partition).isAfter(since))
                .filter(partition -> OfflineSchema.endOf(partition).minus(HOUR).isBefore(until))
                .toList();
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(Path::toString).toList();
    }

    private <T> Optional<SingleOutputStreamOperator<T>> read(
            String name,
            List<String> parts,
            FlatMapFunction<String, T> reader,
            TypeInformation<T> type) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                env.fromData(parts, Types.STRING)
                        .name(name + " files")
                        .uid("source-" + name)
                        .rebalance()
                        .flatMap(reader)
                        .returns(type)
                        .name(name)
                        .uid(name));
    }
}
