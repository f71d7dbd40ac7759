package io.feedrank.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Loopback ports of one stack. They are remembered, since Kafka's clients and people find a stack
 * by them: a port is given again unless something else took it meanwhile.
 */
final class Ports {
    // Below the range from which Linux gives ports to outgoing connections: no client takes one
    // while its server restarts.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 31_999;
    private static final int ATTEMPTS = 200;

    private static final Map<String, List<String>> BY_PROCESS =
            Map.of(
                    Names.POSTGRES, List.of(Names.POSTGRES),
                    Names.REDIS, List.of(Names.REDIS),
                    Names.KAFKA, List.of(Names.KAFKA, ProcessCatalog.KAFKA_CONTROLLER),
                    Names.CDC, List.of(Names.CDC),
                    Names.FLINK_JOBMANAGER,
                            List.of(ProcessCatalog.FLINK_REST, ProcessCatalog.FLINK_RPC),
                    Names.FLINK_TASKMANAGER, List.of(Names.FLINK_TASKMANAGER),
                    Names.STATEFUN, List.of(Names.STATEFUN),
                    Names.RANKING, List.of(Names.RANKING),
                    Names.API, List.of(Names.API),
                    Names.MODEL_LOOP, List.of(Names.MODEL_LOOP));

    private final Path file;
    private final Set<String> wanted;
    private final Map<String, Integer> byName = new TreeMap<>();

    /**
     * Reads what was given before.
     *
     * @param wanted ports asked for by name; they win over remembered ones
     */
    Ports(Path file, Map<String, Integer> wanted) {
        this.file = file;
        PropertiesFile.read(file).forEach((name, port) -> byName.put(name, Integer.valueOf(port)));
        byName.putAll(wanted);
        this.wanted = Set.copyOf(wanted.keySet());
    }

    /**
     * Ports of a stack that is about to start: those of what runs already are kept, the others have
     * to be free.
     */
    static Ports of(StackConfig config, List<ProcessRecord> running) {
        Set<String> kept = running.stream().map(ProcessRecord::name).collect(Collectors.toSet());
        Ports ports = new Ports(config.work().conf().resolve("ports.properties"), config.ports());
        BY_PROCESS.forEach(
                (process, names) -> {
                    if (!kept.contains(process)) {
                        names.forEach(ports::reserve);
                    }
                });
        return ports;
    }

    /** The port of that name, given now if it never was. */
    synchronized int get(String name) {
        Integer known = byName.get(name);
        if (known != null) {
            return known;
        }
        int port = choose();
        byName.put(name, port);
        save();
        return port;
    }

    /** Makes sure the port can be bound, by giving the name another one if need be. */
    synchronized int reserve(String name) {
        int port = get(name);
        if (free(port)) {
            save();
            return port;
        }
        if (wanted.contains(name)) {
            throw new StackException(
                    "port " + port + " was asked for (" + name + ") but something listens there");
        }
        byName.remove(name);
        return get(name);
    }

    private int choose() {
        Set<Integer> taken = new HashSet<>(byName.values());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (!taken.contains(port) && free(port)) {
                return port;
            }
        }
        throw new StackException(
                "no free port between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1");
    }

    /** Whether a server could listen there now. */
    static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private void save() {
        Map<String, String> values = new TreeMap<>();
        byName.forEach((name, port) -> values.put(name, Integer.toString(port)));
        PropertiesFile.write(file, values);
    }
}
