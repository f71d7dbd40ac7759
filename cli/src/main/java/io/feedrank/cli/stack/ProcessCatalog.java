package io.feedrank.cli.stack;

import java.util.List;
import java.util.Map;

/**
 * Size and JVM flags of every process that is a JVM, in one table. With Flink's it is 4.1 GB of
 * heap together, so that a laptop with 8 GB of memory can run the whole stack.
 */
final class ProcessCatalog {
    static final String FLINK_REST = "flink-rest";
    static final String FLINK_RPC = "flink-rpc";
    static final String KAFKA_CONTROLLER = "kafka-controller";

    // The size stands in the module itself: flink-conf/config.yaml, src/main/dist/jvm.options.
    private static final int ELSEWHERE = 0;

    // One collector thread is enough below a few hundred megabytes, and costs the neighbours
    // nothing.
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC");
    // Measured on a broker: 4.8 s of CPU until it serves instead of 8.0; its peak does not matter.
    private static final List<String> SMALL_AND_SOON =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> THROUGHPUT = List.of("-XX:+UseParallelGC");

    // Writing a checkpoint gives way to events: its threads have Java's lowest priority, which is
    // the system's lowest here.
    private static final List<String> TASKS =
            List.of(
                    "-XX:+UseParallelGC",
                    "-XX:ThreadPriorityPolicy=1",
                    "-XX:JavaPriority1_To_OSPriority=19");

    // The same for loading a model beside requests.
    private static final List<String> RANKING =
            List.of(
                    "-XX:+UseParallelGC",
                    "--add-modules=jdk.incubator.vector",
                    "-XX:ThreadPriorityPolicy=1",
                    "-XX:JavaPriority1_To_OSPriority=19",
                    "-XX:CompilerThreadPriority=0");

    private static final Map<String, JvmProcess> BY_NAME =
            Map.of(
                    Names.KAFKA,
                            new JvmProcess(
                                    "cli", "io.feedrank.cli.stack.KafkaMain", 384, SMALL_AND_SOON),
                    Names.CDC, new JvmProcess("cdc", "io.feedrank.cdc.CdcMain", 320, SMALL),
                    Names.FLINK_JOBMANAGER,
                            new JvmProcess(
                                    "flink-conf",
                                    "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                                    ELSEWHERE,
                                    SMALL_AND_SOON),
                    Names.FLINK_TASKMANAGER,
                            new JvmProcess(
                                    "flink-conf",
                                    "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                                    ELSEWHERE,
                                    TASKS),
                    Names.STATEFUN,
                            new JvmProcess(
                                    "ranking/statefun-runtime",
                                    "io.feedrank.ranking.statefun.StatefunRuntimeMain",
                                    ELSEWHERE,
                                    List.of()),
                    Names.RANKING,
                            new JvmProcess(
                                    "ranking/function",
                                    "io.feedrank.ranking.function.RankingServiceMain",
                                    768,
                                    RANKING),
                    Names.API,
                            new JvmProcess(
                                    "ranking/api", "io.feedrank.ranking.api.ApiMain", 256, SMALL),
                    Names.MODEL_LOOP,
                            new JvmProcess(
                                    "ranking/training",
                                    "io.feedrank.ranking.training.loop.ModelLoopMain",
                                    1_024,
                                    THROUGHPUT));

    private ProcessCatalog() {}

    /** The row of a process. */
    static JvmProcess get(String name) {
        JvmProcess process = BY_NAME.get(name);
        if (process == null) {
            throw new IllegalArgumentException(
                    "no JVM process '" + name + "', there are " + BY_NAME.keySet());
        }
        return process;
    }

    /** All of them by name. */
    static Map<String, JvmProcess> all() {
        return BY_NAME;
    }

    /**
     * One row.
     *
     * @param module folder of the module whose class path it runs on
     * @param heapMegabytes the most that its heap may take; 0 when another file says it
     * @param flags what it wants beside those that every JVM of the stack gets
     */
    record JvmProcess(String module, String main, int heapMegabytes, List<String> flags) {}
}
