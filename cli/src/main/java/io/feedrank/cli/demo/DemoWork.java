package io.feedrank.cli.demo;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.StackConfig;
import io.feedrank.cli.stack.StackListener;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The demo's own work directory: each run starts from nothing. */
final class DemoWork {
    private static final String MARK = "made-by-feedrank-demo";

    private DemoWork() {}

    /**
     * Stops what a killed run left there, and deletes all of it.
     *
     * @throws CommandFailure when the directory holds something that no demo made
     * @throws io.feedrank.cli.stack.StackException when a stack runs there that is meant to
     */
    static void empty(Path directory, StackListener listener) {
        try {
            if (Files.isDirectory(directory)) {
                if (!Files.exists(directory.resolve(MARK))) {
                    throw new CommandFailure(
                            directory
                                    + " was not made by a demo and is not deleted: give another --work, or remove it");
                }
                LocalStack.open(StackConfig.attached(directory), listener).close();
                delete(directory);
            }
            Files.createDirectories(directory);
            Files.createFile(directory.resolve(MARK));
        } catch (IOException e) {
            throw new CommandFailure("cannot empty " + directory + ": " + e, e);
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, java.io.IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
