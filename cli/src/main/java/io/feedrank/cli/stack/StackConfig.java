package io.feedrank.cli.stack;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What a local stack is asked to be.
 *
 * @param work where everything of it lies
 * @param attached whether its processes end with the launcher, also when that is killed
 * @param ports ports asked for, by the name in {@code --work/conf/ports.properties}; any other is
 *     chosen once and kept
 * @param startTimeout how long one member may take to get healthy
 * @param clock tells when a process was started
 */
public record StackConfig(
        WorkDirectory work,
        boolean attached,
        Map<String, Integer> ports,
        Duration startTimeout,
        Clock clock) {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    public StackConfig {
        ports = Map.copyOf(ports);
        ports.forEach(
                (name, port) -> {
                    if (port < 1 || port > 65_535) {
                        throw new StackException(
                                "port " + name + ": got " + port + ", expected 1 to 65535");
                    }
                });
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new StackException(
                    "start timeout: got " + startTimeout + ", expected more than nothing");
        }
    }

    /** A stack that stays up when its launcher is gone: what {@code up} makes. */
    public static StackConfig detached(Path work) {
        return new StackConfig(
                new WorkDirectory(work), false, Map.of(), START_TIMEOUT, Clock.systemUTC());
    }

    /** A stack that ends with its launcher, however that ends: what a demo or a test makes. */
    public static StackConfig attached(Path work) {
        return new StackConfig(
                new WorkDirectory(work), true, Map.of(), START_TIMEOUT, Clock.systemUTC());
    }

    /** The same with these ports. */
    public StackConfig withPorts(Map<String, Integer> wanted) {
        return new StackConfig(work, attached, wanted, startTimeout, clock);
    }

    /** The same with another patience. */
    public StackConfig withStartTimeout(Duration timeout) {
        return new StackConfig(work, attached, ports, timeout, clock);
    }
}
