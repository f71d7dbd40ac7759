package io.feedrank.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureKeyTest {
    private static final int ASKERS = 8;

    @Test
    void all_who_ask_at_once_get_the_same_key(@TempDir Path dir) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(ASKERS);
        try {
            for (int round = 0; round < 50; round++) {
                Path file = dir.resolve("conf-" + round).resolve("erasure.key");
                CyclicBarrier together = new CyclicBarrier(ASKERS);
                Callable<String> ask =
                        () -> {
                            together.await();
                            return ErasureKey.in(file);
                        };
                List<Future<String>> answers =
                        pool.invokeAll(IntStream.range(0, ASKERS).mapToObj(i -> ask).toList());
                Set<String> keys = new HashSet<>();
                for (Future<String> answer : answers) {
                    keys.add(answer.get());
                }
                assertThat(keys)
                        .as("round %d", round)
                        .hasSize(1)
                        .allMatch(key -> key.length() == 32);
                try (Stream<Path> files = Files.list(file.getParent())) {
                    assertThat(files).containsExactly(file);
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
