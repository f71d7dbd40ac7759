package io.feedrank.cli.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the local stack consists of, wired up on one set of ports. */
final class StackMembers {
    private final WorkDirectory work;
    private final Addresses addresses;
    private final Ports ports;
    private final Map<String, StackMember> byName = new LinkedHashMap<>();
    private final ManagedProcess modelLoop;

    StackMembers(StackConfig config, Ports ports, Supplier<Installation> installation) {
        this.work = config.work();
        this.ports = ports;
        this.addresses = Addresses.of(ports);
        NativeBinaries binaries = NativeBinaries.ofUser();
        JvmCommand java = new JvmCommand(installation);
        FlinkCluster flink = new FlinkCluster(java, installation, work, ports);
        List<ProcessSpec> processes =
                List.of(
                        new PostgresServer(
                                        binaries, work, ports.get(Names.POSTGRES), addresses.jdbc())
                                .spec(),
                        new RedisServer(binaries, work, ports.get(Names.REDIS)).spec(),
                        new KafkaServer(
                                        java,
                                        work,
                                        ports.get(Names.KAFKA),
                                        ports.get(ProcessCatalog.KAFKA_CONTROLLER))
                                .spec(),
                        service(java, Names.CDC, Set.of(Names.POSTGRES, Names.KAFKA)),
                        flink.jobManager(),
                        flink.taskManager(),
                        service(java, Names.RANKING, Set.of(Names.KAFKA, Names.REDIS)),
                        statefun(java),
                        service(java, Names.API, Set.of(Names.KAFKA, Names.REDIS)));
        processes.forEach(
                spec -> byName.put(spec.name(), new ManagedProcess(spec, work, config.clock())));
        this.modelLoop =
                new ManagedProcess(
                        service(java, Names.MODEL_LOOP, Set.of(Names.KAFKA)), work, config.clock());
        FlinkRest rest = new FlinkRest(URI.create(addresses.flink()));
        for (FeatureJob job : List.of(FeatureJob.ONLINE_FEATURES, FeatureJob.OFFLINE_FEATURES)) {
            byName.put(
                    job.jobName(),
                    new FlinkJob(
                            job, work, rest, () -> installation.get().jobJar(), this::settings));
        }
    }

    Addresses addresses() {
        return addresses;
    }

    /** All members; the model loop only once it was started. */
    Collection<StackMember> all() {
        if (!modelLoop.present()) {
            return byName.values();
        }
        List<StackMember> all = new ArrayList<>(byName.values());
        all.add(modelLoop);
        return all;
    }

    StackMember get(String name) {
        StackMember member = name.equals(modelLoop.name()) ? modelLoop : byName.get(name);
        if (member == null) {
            throw new StackException(
                    "there is no '" + name + "' in the local stack, expected one of " + Names.ALL);
        }
        return member;
    }

    /**
     * Settings that every process gets: where the others are, then what was configured for this
     * stack.
     */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("kafka.bootstrap", addresses.kafka());
        settings.put("redis.uri", addresses.redis());
        settings.put("postgres.jdbc", addresses.jdbc());
        settings.put("work.dir", work.root().toString());
        settings.put("models.dir", work.models().toString());
        settings.put("offline.dir", work.offline().toString());
        settings.put("index.snapshot-dir", work.data(Names.RANKING).resolve("index").toString());
        settings.put("erasure.key", ErasureKey.in(work.conf().resolve("erasure.key")));
        settings.put("cdc.port", Integer.toString(ports.get(Names.CDC)));
        settings.put("ranking.port", Integer.toString(ports.get(Names.RANKING)));
        settings.put("api.port", Integer.toString(ports.get(Names.API)));
        settings.put("loop.port", Integer.toString(ports.get(Names.MODEL_LOOP)));
        settings.put("statefun.rest-port", Integer.toString(ports.get(Names.STATEFUN)));
        settings.put("statefun.function-url", addresses.ranking() + "/statefun");
        settings.put(
                "statefun.checkpoint-dir",
                work.data(Names.STATEFUN).resolve("checkpoints").toString());
        settings.putAll(configured());
        return settings;
    }

    /** What was configured for this stack, now or by an earlier launcher. */
    Map<String, String> configured() {
        return PropertiesFile.read(configuredFile());
    }

    /** Adds to what is configured; processes that start later get it. */
    void configure(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(configured());
        all.putAll(settings);
        PropertiesFile.write(configuredFile(), all);
    }

    private Path configuredFile() {
        return work.conf().resolve("stack.properties");
    }

    private ProcessSpec service(JvmCommand java, String name, Set<String> needs) {
        int port = ports.get(name);
        return new ProcessSpec(
                name,
                port,
                needs,
                Probes.http(URI.create("http://127.0.0.1:" + port + "/health/ready")),
                ProcessSpec.Lifecycle.service(() -> serviceCommand(java, name)));
    }

    private ProcessSpec statefun(JvmCommand java) {
        int port = ports.get(Names.STATEFUN);
        return new ProcessSpec(
                Names.STATEFUN,
                port,
                Set.of(Names.KAFKA),
                Probes.http(
                        URI.create("http://127.0.0.1:" + port + "/jobs/overview"),
                        FlinkRest::someJobRuns),
                ProcessSpec.Lifecycle.service(() -> serviceCommand(java, Names.STATEFUN)));
    }

    private List<String> serviceCommand(JvmCommand java, String name) {
        Path config = PropertiesFile.write(work.conf().resolve(name + ".properties"), settings());
        return java.of(name, List.of(), List.of("--config", config.toString()));
    }
}
