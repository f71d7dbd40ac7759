package io.feedrank.cli.dlq;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Console;
import io.feedrank.cli.JsonOption;
import io.feedrank.cli.Progress;
import io.feedrank.cli.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feedrank dlq}: dead letters. */
@Command(
        name = "dlq",
        header = "Lists dead letters, and sends them once more.",
        mixinStandardHelpOptions = true,
        description = {
            "What a consumer cannot use goes to <topic>.dlq as it came, with the reason. When the cause is mended (a post"
                    + " that was captured late, a new version that reads the record), send it once more.",
            "A letter that is sent once more goes to its first topic, for the consumer that set it aside alone: others may"
                    + " have taken the event the first time. It is counted once, however often it is sent within the time"
                    + " for which event ids are remembered (24 h). One whose event time is beyond the allowed lateness by"
                    + " now goes to feed-events.late. Letters of compacted topics are listed but not sent: an old"
                    + " record would take the place of a newer one."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank dlq list",
            "  feedrank dlq list --topic feed-events --reason unknown --json letters.json",
            "  feedrank dlq replay --topic feed-events --reason \"is unknown\"",
            "  feedrank dlq replay --event e-1 --event e-2"
        })
public final class DlqCommand implements Runnable {
    private static final int WIDEST_REASON = 90;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what about dead letters? One of list, replay");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists dead letters, oldest first, with what they are set aside for.")
    int list(
            @Mixin LetterSelection selection,
            @Mixin KafkaOption kafka,
            @Mixin JsonOption json,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "Show the newest N (default: ${DEFAULT-VALUE}).")
                    int limit) {
        if (limit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--limit: got " + limit + ", expected 1 or more");
        }
        Console console = Console.of(spec);
        List<DeadLetterRecord> letters = letters(kafka.bootstrap(), selection, console);
        Table table = new Table("LETTER", "SET ASIDE", "BY", "EVENT", "REASON");
        letters.stream()
                .skip(Math.max(0, letters.size() - limit))
                .forEach(
                        letter ->
                                table.row(
                                        letter.position(),
                                        letter.time(),
                                        letter.consumer(),
                                        letter.eventId(),
                                        shortened(letter.reason())));
        if (!letters.isEmpty()) {
            console.say(table.toString());
            console.say("");
        }
        Map<String, Long> byTopic = new TreeMap<>();
        letters.forEach(letter -> byTopic.merge(letter.kafka().topic(), 1L, Long::sum));
        console.say(
                Console.count(letters.size())
                        + " dead letters"
                        + (letters.size() > limit ? ", the newest " + limit + " shown" : "")
                        + (byTopic.isEmpty() ? "" : " " + byTopic));
        json.write(Map.of("letters", letters.stream().map(DeadLetterRecord::asJson).toList()));
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description =
                    "Sends dead letters once more; all of them, or those that the options choose.")
    int replay(@Mixin LetterSelection selection, @Mixin KafkaOption kafka, @Mixin JsonOption json) {
        Console console = Console.of(spec);
        String bootstrap = kafka.bootstrap();
        List<DeadLetterRecord> letters = letters(bootstrap, selection, console);
        List<DeadLetterRecord> again =
                letters.stream().filter(DeadLetterRecord::mayBeSentOnceMore).toList();
        List<DeadLetterRecord> kept =
                letters.stream().filter(letter -> !letter.mayBeSentOnceMore()).toList();
        send(again, bootstrap, console);
        console.say(Console.count(again.size()) + " dead letters sent once more");
        if (!kept.isEmpty()) {
            console.say(
                    Console.count(kept.size())
                            + " not sent: their topics keep the newest record of a key, and an old one would"
                            + " take the place of a newer one. Their writers publish the key anew.");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("replayed", positions(again));
        result.put("kept_back", positions(kept));
        json.write(result);
        return 0;
    }

    private static List<DeadLetterRecord> letters(
            String bootstrap, LetterSelection selection, Console console) {
        try (Progress progress = console.progress("reading", 0)) {
            return DeadLetterReader.read(bootstrap, selection, progress);
        }
    }

    private static List<String> positions(List<DeadLetterRecord> letters) {
        return letters.stream().map(DeadLetterRecord::position).toList();
    }

    private static void send(List<DeadLetterRecord> letters, String bootstrap, Console console) {
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap);
                Progress progress = console.progress("sending once more", letters.size())) {
            List<Future<RecordMetadata>> sent =
                    letters.stream().map(letter -> producer.send(letter.onceMore())).toList();
            producer.flush();
            for (int i = 0; i < sent.size(); i++) {
                confirm(letters.get(i), sent.get(i));
                progress.advance(1);
            }
        }
    }

    private static void confirm(DeadLetterRecord letter, Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new CommandFailure(
                    "Kafka did not take " + letter.position() + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted before " + letter.position() + " was sent", e);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        30_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        10_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static String shortened(String reason) {
        return reason.length() <= WIDEST_REASON ? reason : reason.substring(0, WIDEST_REASON) + "…";
    }
}
