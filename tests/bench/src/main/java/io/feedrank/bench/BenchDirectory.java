package io.feedrank.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/**
 * A temporary directory for what the servers of a benchmark write; deleted with all in it when
 * closed.
 *
 * @param path exists until then
 */
public record BenchDirectory(Path path) implements AutoCloseable {

    /** A new one for the benchmark {@code name}. */
    public static BenchDirectory create(String name) throws IOException {
        return new BenchDirectory(Files.createTempDirectory("feedrank-bench-" + name));
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(path.toFile());
    }
}
