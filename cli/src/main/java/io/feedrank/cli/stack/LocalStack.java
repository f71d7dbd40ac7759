package io.feedrank.cli.stack;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform on one machine, held by one launcher at a time. Members can be started,
 * stopped and killed one by one, in any order; {@link #close} stops them all. Safe for use by
 * several threads.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.open(StackConfig.attached(work), StackListener.SILENT)) {
 *     stack.start(Names.FEATURES);
 *     stack.configure(Map.of("clock.offset-ms", "-86400000"));
 *     stack.start(Names.SERVING);
 *     stack.kill(Names.STATEFUN);
 *     stack.start(Set.of(Names.STATEFUN));
 * }
 * }</pre>
 */
public final class LocalStack implements AutoCloseable {
    private static final Duration HOLDER_PATIENCE = Duration.ofMinutes(1);

    private final StackConfig config;
    private final StackListener listener;
    private final WorkLock lock;
    private final StackMembers members;
    private final Set<String> takenOver;
    private final Optional<Watchdog> watchdog;
    private final Thread onExit = new Thread(this::close, "local-stack-exit");
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<@Nullable InOrder> starting = new AtomicReference<>();

    private LocalStack(StackConfig config, StackListener listener, WorkLock lock) {
        this.config = config;
        this.listener = listener;
        this.lock = lock;
        Leftovers recorded = new Leftovers(config.work());
        List<ProcessRecord> running = recorded.running();
        if (!running.isEmpty() && !config.work().kept()) {
            listener.leftovers(running.size());
            recorded.stop(running);
        } else if (!running.isEmpty() && config.attached()) {
            throw new StackException(
                    "a stack is up in "
                            + config.work().root()
                            + ": run feedrank down first, or give another --work");
        }
        this.members =
                new StackMembers(
                        config, Ports.of(config, recorded.running()), Installation.finder());
        config.work().keep(config.work().kept() && !running.isEmpty());
        this.takenOver = config.work().kept() ? present() : Set.of();
        this.watchdog =
                takenOver.isEmpty() ? Optional.of(Watchdog.start(config.work())) : Optional.empty();
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * Takes hold of a work directory. Processes that a killed launcher left there are stopped;
     * those that an earlier {@code up} meant to stay are taken over as they are.
     *
     * @throws StackException when another launcher holds it, or when the stack is attached and one
     *     is up already
     */
    public static LocalStack open(StackConfig config, StackListener listener) {
        WorkLock lock = WorkLock.take(config.work());
        try {
            return new LocalStack(config, listener, lock);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /**
     * Stops the stack of a work directory, whoever started it: a launcher that holds it is asked to
     * let go first.
     *
     * @return whether anything ran there
     */
    public static boolean shutDown(WorkDirectory work, StackListener listener) {
        if (!Files.isDirectory(work.root().resolve("run"))) {
            return false;
        }
        boolean ran = !new Leftovers(work).running().isEmpty();
        Optional<WorkLock> lock = WorkLock.tryTake(work);
        if (lock.isEmpty()) {
            WorkLock.holder(work)
                    .flatMap(ProcessIdentity::of)
                    .ifPresent(holder -> holder.signal("TERM"));
            lock =
                    Polling.latest(
                            HOLDER_PATIENCE,
                            Duration.ofMillis(100),
                            () -> WorkLock.tryTake(work),
                            Optional::isPresent);
        }
        StackConfig config = StackConfig.detached(work.root());
        WorkLock held = lock.orElseGet(() -> WorkLock.take(work));
        if (new Leftovers(work).running().isEmpty()) {
            held.close();
            return ran;
        }
        new LocalStack(config, listener, held).end(Set.of());
        return true;
    }

    /**
     * The settings that a process of that stack would get; none when no stack was ever started
     * there.
     */
    public static Map<String, String> settings(WorkDirectory work) {
        return Addresses.of(work).isPresent() ? StackStatus.members(work).settings() : Map.of();
    }

    /**
     * Where everything answers; the ports stay the same for the life of the work directory, if they
     * can.
     */
    public Addresses addresses() {
        return members.addresses();
    }

    /** Where everything lies. */
    public WorkDirectory work() {
        return config.work();
    }

    /**
     * Settings for what is started from now on, by this launcher and later ones; for example {@code
     * clock.offset-ms}. What runs keeps the settings that it was started with.
     */
    public void configure(Map<String, String> settings) {
        members.configure(settings);
    }

    /** All settings that a process started now would get. */
    public Map<String, String> settings() {
        return members.settings();
    }

    /** Starts everything. */
    public void startAll() {
        start(Names.ALL);
    }

    /**
     * Starts these members, at the same time where one does not need the other, and returns when
     * all are healthy. Those that run already are left as they are.
     *
     * @throws StackException when one of them does not get healthy; the others are left as they are
     *     then
     */
    public void start(Collection<String> names) {
        Map<String, Set<String>> after = new LinkedHashMap<>();
        names.forEach(name -> after.put(name, members.get(name).needs()));
        InOrder order = new InOrder();
        starting.set(order);
        try {
            order.run(after, this::startOne);
        } catch (RuntimeException failure) {
            throw over.get()
                    ? new StackException("interrupted; what was started is being stopped")
                    : failure;
        } finally {
            starting.set(null);
        }
    }

    private void startOne(String name) {
        long began = System.nanoTime();
        listener.starting(name);
        members.get(name).start(config.startTimeout(), reason -> listener.waiting(name, reason));
        listener.healthy(name, Duration.ofNanos(System.nanoTime() - began));
    }

    /** Stops one member cleanly; the others go on without it. */
    public void stop(String name) {
        long began = System.nanoTime();
        listener.stopping(name);
        members.get(name).stop();
        listener.stopped(name, Duration.ofNanos(System.nanoTime() - began));
    }

    /** Ends one member as a crash would. */
    public void kill(String name) {
        members.get(name).kill();
    }

    /** Whether a member does its work now. */
    public Health health(String name) {
        return members.get(name).health();
    }

    /** A process of the stack, for its pid and port. */
    public ManagedProcess process(String name) {
        if (members.get(name) instanceof ManagedProcess process) {
            return process;
        }
        throw new StackException(name + " is a Flink job, not a process");
    }

    /** What runs. */
    public StackStatus status() {
        return StackStatus.of(members);
    }

    /** Leaves everything running and lets go of the work directory: the launcher can exit. */
    public void detach() {
        if (over.compareAndSet(false, true)) {
            watchdog.ifPresent(Watchdog::close);
            config.work().keep(true);
            letGo();
        }
    }

    /**
     * Stops everything but what was taken over from an earlier {@code up}, the dependent ones
     * first, and lets go of the work directory. Does nothing the second time.
     */
    @Override
    public void close() {
        end(takenOver);
    }

    private void end(Set<String> spared) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        InOrder underWay = starting.get();
        if (underWay != null) {
            underWay.abort();
        }
        Set<String> running = new LinkedHashSet<>(present());
        running.removeAll(spared);
        stop(running);
        watchdog.ifPresent(Watchdog::close);
        letGo();
    }

    private Set<String> present() {
        return members.all().stream()
                .filter(StackMember::present)
                .map(StackMember::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void stop(Set<String> running) {
        Map<String, Set<String>> after = new LinkedHashMap<>();
        running.forEach(name -> after.put(name, new HashSet<>()));
        running.forEach(
                name ->
                        members.get(name).needs().stream()
                                .filter(running::contains)
                                .forEach(
                                        need ->
                                                after.computeIfAbsent(need, none -> new HashSet<>())
                                                        .add(name)));
        new InOrder()
                .run(
                        after,
                        name -> {
                            try {
                                stop(name);
                            } catch (RuntimeException failure) {
                                listener.failed(name, String.valueOf(failure.getMessage()));
                            }
                        });
    }

    private void letGo() {
        lock.close();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // It is the shutdown that closes the stack.
        }
    }
}
