package io.feedrank.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A launcher to be killed: starts the servers in a work directory, attached, says so in a file, and
 * waits.
 */
final class LauncherMain {
    private LauncherMain() {}

    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]);
        try (LocalStack stack = LocalStack.open(StackConfig.attached(work), StackListener.SILENT)) {
            stack.start(Names.INFRASTRUCTURE);
            Files.writeString(work.resolve("started"), stack.addresses().jdbc());
            new CountDownLatch(1).await();
        }
    }
}
