package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A process of the local stack: started in a session of its own, so that it survives the terminal,
 * with a record by which any later launcher finds it again.
 */
public final class ManagedProcess implements StackMember {
    private static final Duration POLL = Duration.ofMillis(80);
    private static final Duration RECORD_PATIENCE = Duration.ofSeconds(5);
    private static final long LARGEST_LOG = 8L << 20;

    private final ProcessSpec spec;
    private final WorkDirectory work;
    private final Clock clock;

    ManagedProcess(ProcessSpec spec, WorkDirectory work, Clock clock) {
        this.spec = spec;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Set<String> needs() {
        return spec.needs();
    }

    /** Where it answers. */
    public int port() {
        return spec.port();
    }

    /** What was written down of it; empty when it was never started, or is stopped. */
    public Optional<ProcessRecord> record() {
        return ProcessRecord.read(work.record(name()));
    }

    @Override
    public boolean present() {
        return record().filter(record -> record.identity().alive()).isPresent();
    }

    @Override
    public Health health() {
        return present() ? spec.probe().check() : Health.waiting("it does not run");
    }

    @Override
    public void start(Duration timeout, Consumer<String> waitingFor) {
        if (!present()) {
            launch();
        }
        Health last =
                Polling.latest(
                        timeout,
                        POLL,
                        this::health,
                        health -> {
                            if (health instanceof Health.Waiting waiting) {
                                waitingFor.accept(waiting.reason());
                            }
                            return health.healthy() || !present();
                        });
        if (last instanceof Health.Waiting waiting) {
            String what =
                    present()
                            ? name() + " is not healthy after " + timeout.toSeconds() + " s"
                            : name() + " ended by itself";
            throw new StackException(
                    what
                            + " ("
                            + waiting.reason()
                            + "); the end of "
                            + work.log(name())
                            + ":\n"
                            + LogTail.of(work.log(name())));
        }
        spec.lifecycle().onceHealthy().run();
    }

    @Override
    public void stop() {
        record().ifPresent(
                        record -> end(record, record.signal(), spec.lifecycle().stop().patience()));
    }

    @Override
    public void kill() {
        record().ifPresent(record -> end(record, "KILL", spec.lifecycle().stop().patience()));
    }

    /** Ends a recorded process and forgets it; a process that merely has its pid is left alone. */
    static void end(ProcessRecord record, Path file, String signal, Duration patience) {
        ProcessIdentity identity = record.identity();
        identity.signal(signal);
        if (!Polling.until(patience, POLL, () -> !identity.alive())) {
            identity.signal("KILL");
            if (!Polling.until(RECORD_PATIENCE, POLL, () -> !identity.alive())) {
                throw new StackException(
                        record.name()
                                + " (process "
                                + identity.pid()
                                + ") does not even die of SIGKILL");
            }
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new StackException("cannot delete " + file + ": " + failure, failure);
        }
    }

    private void end(ProcessRecord record, String signal, Duration patience) {
        end(record, work.record(name()), signal, patience);
    }

    private void launch() {
        List<String> program = spec.lifecycle().command().get();
        Path file = work.record(name());
        String signal = spec.lifecycle().stop().signal();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setsid",
                                "sh",
                                work.script("launch.sh").toString(),
                                file.toString(),
                                ProcessRecord.withoutIdentity(
                                        name(), spec.port(), signal, clock.instant(), program)));
        command.addAll(program);
        try {
            Files.deleteIfExists(file);
            rotate(work.log(name()));
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(work.root().toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(work.log(name()).toFile()));
            Process process = builder.start();
            boolean recorded =
                    Polling.until(
                            RECORD_PATIENCE, POLL, () -> Files.exists(file) || !process.isAlive());
            if (!recorded || !Files.exists(file)) {
                process.destroyForcibly();
                throw new StackException(
                        "could not start " + name() + ": " + LogTail.of(work.log(name())));
            }
        } catch (IOException failure) {
            throw new StackException(
                    "cannot start " + name() + ": " + failure.getMessage(), failure);
        }
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(
                log,
                "",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
