package io.feedrank.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The Flink cluster of the feature jobs: a job manager and a task manager, on the configuration in
 * {@code flink-conf}. What Flink's own start script would compute from that configuration, the
 * JVM's memory flags, is computed here.
 */
final class FlinkCluster {
    private static final String JOB_MANAGER = "jobmanager.memory.";
    private static final String TASK_MANAGER = "taskmanager.memory.";

    private final JvmCommand java;
    private final Supplier<Installation> installation;
    private final WorkDirectory work;
    private final int restPort;
    private final int rpcPort;
    private final int taskManagerPort;

    FlinkCluster(
            JvmCommand java, Supplier<Installation> installation, WorkDirectory work, Ports ports) {
        this.java = java;
        this.installation = installation;
        this.work = work;
        this.restPort = ports.get(ProcessCatalog.FLINK_REST);
        this.rpcPort = ports.get(ProcessCatalog.FLINK_RPC);
        this.taskManagerPort = ports.get(Names.FLINK_TASKMANAGER);
    }

    ProcessSpec jobManager() {
        return new ProcessSpec(
                Names.FLINK_JOBMANAGER,
                restPort,
                Set.of(),
                Probes.http(overview()),
                ProcessSpec.Lifecycle.service(
                        () -> {
                            JobJars.prune(work.data("flink").resolve("upload"));
                            return command(Names.FLINK_JOBMANAGER, List.of());
                        }));
    }

    ProcessSpec taskManager() {
        List<String> arguments = List.of("-Dtaskmanager.rpc.port=" + taskManagerPort);
        return new ProcessSpec(
                Names.FLINK_TASKMANAGER,
                taskManagerPort,
                Set.of(),
                Probes.http(overview(), FlinkRest::taskManagers),
                ProcessSpec.Lifecycle.service(() -> command(Names.FLINK_TASKMANAGER, arguments)));
    }

    /** JVM flags of one of the two, from its memory settings. */
    static List<String> memoryFlags(String name, FlinkConf conf) {
        if (name.equals(Names.FLINK_JOBMANAGER)) {
            return List.of(
                    flag("-Xmx", conf.megabytes(JOB_MANAGER + "heap.size")),
                    flag(
                            "-XX:MaxMetaspaceSize=",
                            conf.megabytes(JOB_MANAGER + "jvm-metaspace.size")));
        }
        return List.of(
                flag(
                        "-Xmx",
                        conf.megabytes(
                                TASK_MANAGER + "framework.heap.size",
                                TASK_MANAGER + "task.heap.size")),
                flag(
                        "-XX:MaxDirectMemorySize=",
                        conf.megabytes(
                                TASK_MANAGER + "framework.off-heap.size",
                                TASK_MANAGER + "task.off-heap.size",
                                TASK_MANAGER + "network.max")),
                flag("-XX:MaxMetaspaceSize=", conf.megabytes(TASK_MANAGER + "jvm-metaspace.size")));
    }

    /**
     * Copies the configuration to the work directory, with the ports and directories of this stack
     * filled in.
     */
    Path render() {
        Path target = work.data("flink").resolve("conf");
        Path templates = installation.get().flinkConf();
        Map<String, String> values =
                Map.of(
                        "FLINK_RPC_PORT", Integer.toString(rpcPort),
                        "FLINK_REST_PORT", Integer.toString(restPort),
                        "FLINK_WORK", work.data("flink").toString());
        try (Stream<Path> files = Files.list(templates)) {
            Files.createDirectories(target);
            for (Path file : files.filter(FlinkCluster::isConfiguration).toList()) {
                WorkDirectory.write(
                        target.resolve(file.getFileName()),
                        FlinkConf.fill(Files.readString(file), values));
            }
            return target;
        } catch (IOException failure) {
            throw new StackException(
                    "cannot render the Flink configuration in " + templates + ": " + failure,
                    failure);
        }
    }

    private List<String> command(String name, List<String> arguments) {
        Path directory = render();
        FlinkConf conf = conf(directory);
        List<String> flags = new ArrayList<>(memoryFlags(name, conf));
        flags.addAll(conf.jvmOptions());
        flags.add(
                "-Dlog4j.configurationFile="
                        + directory.resolve("log4j-console.properties").toUri());
        List<String> all = new ArrayList<>(List.of("--configDir", directory.toString()));
        all.addAll(arguments);
        return java.of(name, flags, all);
    }

    private static FlinkConf conf(Path directory) {
        try {
            return FlinkConf.parse(Files.readString(directory.resolve("config.yaml")));
        } catch (IOException failure) {
            throw new StackException("cannot read the Flink configuration: " + failure, failure);
        }
    }

    private URI overview() {
        return URI.create("http://127.0.0.1:" + restPort + "/overview");
    }

    private static String flag(String name, int megabytes) {
        return name + megabytes + "m";
    }

    private static boolean isConfiguration(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") || name.endsWith(".properties");
    }
}
