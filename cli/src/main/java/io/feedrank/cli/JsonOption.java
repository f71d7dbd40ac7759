package io.feedrank.cli;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --json}, of commands that have a result. */
public final class JsonOption {
    private static final ObjectWriter WRITER =
            new ObjectMapper()
                    .writer(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the result to this file as well, as JSON.")
    private @Nullable Path file;

    /**
     * Writes the result if it was asked for.
     *
     * @throws CommandFailure when the file can't be written
     */
    public void write(Object result) {
        if (file == null) {
            return;
        }
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(
                    file,
                    (WRITER.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new CommandFailure("cannot write " + file + ": " + failure.getMessage(), failure);
        }
    }
}
