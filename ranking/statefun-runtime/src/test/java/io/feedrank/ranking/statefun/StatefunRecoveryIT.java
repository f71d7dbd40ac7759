package io.feedrank.ranking.statefun;

import static io.feedrank.ranking.statefun.TestBed.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.testing.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill, a stop, and the absence of a neighbour leave of requests and state. */
class StatefunRecoveryIT {

    private static final int USERS = 20;

    @TempDir static Path kafkaDirectory;
    private static KafkaBroker kafka;

    @TempDir Path directory;
    private TestBed bed;
    private int rounds;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = KafkaBroker.start(kafkaDirectory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void start() throws Exception {
        bed = new TestBed(kafka, directory, "recovery");
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void after_a_kill_no_request_is_lost_and_state_goes_on_where_it_was() throws Exception {
        Map<String, String> settings = Map.of("statefun.checkpoint-interval-ms", "500");
        bed.startRuntime(settings);
        sendRounds(10);
        await().atMost(STARTED).until(() -> bed.answered().values().size() >= 10 * USERS);
        await().atMost(STARTED).until(this::hasCheckpoint);
        sendRounds(20);
        await().atMost(STARTED).until(() -> bed.answered().values().size() >= 15 * USERS);

        bed.runtime().kill();
        sendRounds(5);
        bed.startRuntime(settings);
        sendRounds(1);

        // A replayed request is counted once, since state and offsets go back together: the last
        // count is exact.
        await().atMost(STARTED)
                .untilAsserted(
                        () ->
                                assertThat(bed.answered().values())
                                        .containsAll(answersOfRound(rounds)));
        assertThat(texts()).hasSize(USERS * rounds);
        assertThat(bed.runtime().log()).contains("state of " + bed.checkpoints());
    }

    @Test
    void a_stop_takes_a_last_checkpoint_and_the_next_start_goes_on_from_it() throws Exception {
        Map<String, String> settings = Map.of("statefun.checkpoint-interval-ms", "600000");
        bed.startRuntime(settings);
        bed.send("ann", "before");
        bed.awaitAnswer("ann|before|1");
        aSecondRuntimeIsRefused();

        bed.runtime().stop();
        assertThat(bed.runtime().log()).contains("last checkpoint: ").endsWith("stopped\n");
        assertThat(hasCheckpoint()).isTrue();

        bed.startRuntime(settings);
        bed.send("ann", "after");
        bed.awaitAnswer("ann|after|2");
        assertThat(bed.answered().values()).containsExactly("ann|before|1", "ann|after|2");
    }

    @Test
    void requests_wait_for_a_function_that_is_away_longer_than_a_call_may_take() throws Exception {
        bed.startRuntime(Map.of("statefun.call-timeout-ms", "1000"));
        bed.send("user-0", "before");
        bed.awaitAnswer("user-0|before|1");

        bed.stopFunction();
        sendRounds(1);
        await().atMost(STARTED).until(() -> bed.runtime().log().contains("RESTARTING"));
        bed.startFunctionAgain();

        await().atMost(STARTED).until(() -> texts().size() == USERS + 1);
        assertThat(bed.answered().values()).contains("user-0|0-1|2", "user-19|19-1|1");
    }

    @Test
    void a_missing_topic_ends_the_process_with_what_to_do() throws Exception {
        bed.startRuntime(
                Map.of("statefun.request-topic", "nowhere", "statefun.topic-wait-ms", "1000"));

        assertThat(bed.runtime().waitForExit()).isEqualTo(1);
        assertThat(bed.runtime().log())
                .contains("waiting up to ", "has no topic nowhere after 1 s", "create the topic");
    }

    private void aSecondRuntimeIsRefused() throws Exception {
        try (RuntimeProcess second = bed.startRuntimeBeside(Map.of(), "second")) {
            assertThat(second.waitForExit()).isEqualTo(1);
            assertThat(second.log()).contains("another StateFun runtime uses " + bed.checkpoints());
        }
        assertThat(bed.runtime().isAlive()).isTrue();
    }

    /**
     * Sends a request of each user, {@code times} times over; its text is {@code USER-ROUND},
     * unlike any other.
     */
    private void sendRounds(int times) {
        for (int i = 0; i < times; i++) {
            rounds++;
            for (int user = 0; user < USERS; user++) {
                bed.send("user-" + user, user + "-" + rounds);
            }
        }
    }

    private static Set<String> answersOfRound(int round) {
        return Stream.iterate(0, user -> user + 1)
                .limit(USERS)
                .map(user -> "user-%d|%d-%d|%d".formatted(user, user, round, round))
                .collect(Collectors.toSet());
    }

    private Set<String> texts() {
        return bed.answered().values().stream()
                .map(answer -> answer.split("\\|")[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean hasCheckpoint() throws IOException {
        try (Stream<Path> files =
                Files.find(
                        bed.checkpoints(), 3, (path, attributes) -> path.endsWith("_metadata"))) {
            return files.findAny().isPresent();
        }
    }
}
