package io.feedrank.cli.stack;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs of a local stack, as {@code status --json} tells it.
 *
 * @param addresses by name; a null value when the stack was never started
 */
public record StackStatus(
        List<ProcessStatus> processes, List<JobStatus> jobs, Map<String, String> addresses) {

    /** One process; without a pid when it does not run. */
    public record ProcessStatus(
            String name, @Nullable Long pid, int port, boolean healthy, String detail) {}

    /** One Flink job; without an id when it was never submitted. */
    public record JobStatus(String name, @Nullable String jobId, boolean healthy, String detail) {}

    public StackStatus {
        processes = List.copyOf(processes);
        jobs = List.copyOf(jobs);
    }

    /**
     * Looks at a work directory without taking hold of it; empty when no stack was ever started
     * there.
     */
    public static Optional<StackStatus> of(WorkDirectory work) {
        if (!Files.exists(work.root().resolve("conf/ports.properties"))) {
            return Optional.empty();
        }
        return Optional.of(of(members(work)));
    }

    /** The members of a stack that was started before. */
    static StackMembers members(WorkDirectory work) {
        StackConfig config = StackConfig.detached(work.root());
        Ports ports = new Ports(work.conf().resolve("ports.properties"), Map.of());
        return new StackMembers(config, ports, Installation::find);
    }

    static StackStatus of(StackMembers members) {
        List<ProcessStatus> processes = new ArrayList<>();
        List<JobStatus> jobs = new ArrayList<>();
        for (StackMember member : members.all()) {
            Health health = member.health();
            String detail = health instanceof Health.Waiting waiting ? waiting.reason() : "";
            if (member instanceof ManagedProcess process) {
                @Nullable Long pid =
                        process.record()
                                .filter(record -> record.identity().alive())
                                .map(record -> record.identity().pid())
                                .orElse(null);
                processes.add(
                        new ProcessStatus(
                                process.name(), pid, process.port(), health.healthy(), detail));
            } else if (member instanceof FlinkJob job) {
                jobs.add(
                        new JobStatus(
                                job.name(), job.jobId().orElse(null), health.healthy(), detail));
            }
        }
        return new StackStatus(processes, jobs, new LinkedHashMap<>(members.addresses().asMap()));
    }

    /** Whether every process and job does its work. */
    public boolean allHealthy() {
        return processes.stream().allMatch(ProcessStatus::healthy)
                && jobs.stream().allMatch(JobStatus::healthy);
    }
}
