package io.feedrank.cli.doctor;

import io.feedrank.cli.stack.NativeBinaries;
import io.feedrank.cli.stack.StackException;
import io.feedrank.cli.stack.WorkDirectory;
import java.util.List;
import java.util.Optional;

/** Looks at everything that the local stack needs of a machine. */
public final class Doctor {
    private static final String TENSORFLOW =
            "org/tensorflow/internal/c_api/linux-x86_64/libjnitensorflow.so";

    private final WorkDirectory work;

    /** A doctor for a stack in this directory. */
    public Doctor(WorkDirectory work) {
        this.work = work;
    }

    /** All checks in the order in which to read them; takes a second or two. */
    public List<Finding> examine() {
        return List.of(
                platform(),
                java(),
                MachineChecks.cores(Runtime.getRuntime().availableProcessors()),
                MachineChecks.memory(
                        ProcFiles.memoryMegabytes("MemTotal"),
                        ProcFiles.memoryMegabytes("MemAvailable")),
                MachineChecks.disk(work.root()),
                MachineChecks.sharedMemory(),
                MachineChecks.openFiles(ProcFiles.openFiles()),
                MachineChecks.loopback(),
                path(),
                tools(),
                userNamespace(),
                redis(),
                tensorFlow(),
                processor(),
                gpu());
    }

    private static Finding platform() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return platform.equals("Linux amd64")
                ? Finding.ok("platform", platform)
                : Finding.fail(
                        "platform",
                        platform,
                        "the embedded servers and TensorFlow come as binaries for Linux on x86-64: use such a machine, or the compose"
                                + " file in docker/");
    }

    private static Finding java() {
        String version = System.getProperty("java.vm.name") + " " + Runtime.version();
        return Runtime.version().feature() == 17
                ? Finding.ok("java", version)
                : Finding.warn(
                        "java",
                        version,
                        "Feedrank is tested on 17: set JAVA_HOME to a JDK 17 if something is odd");
    }

    private Finding path() {
        String path = work.root().toString();
        return path.contains(",") || path.contains(":") || path.contains(" ")
                ? Finding.fail(
                        "work directory",
                        path,
                        "choose one without comma, colon and space: --work DIR")
                : Finding.ok("work directory", path);
    }

    private static Finding tools() {
        List<String> missing =
                List.of("sh", "setsid", "kill").stream()
                        .filter(tool -> !Programs.exists(tool))
                        .toList();
        return missing.isEmpty()
                ? Finding.ok("shell tools", "sh, setsid, kill")
                : Finding.fail(
                        "shell tools",
                        "no " + String.join(", ", missing),
                        "apt-get install util-linux procps");
    }

    private static Finding userNamespace() {
        if (!System.getProperty("user.name").equals("root")) {
            return Finding.ok("user for postgres", System.getProperty("user.name"));
        }
        return Programs.output("unshare", "-U", "true").isPresent()
                ? Finding.ok("user for postgres", "root, in a user namespace of its own")
                : Finding.fail(
                        "user for postgres",
                        "root, and unshare -U is refused",
                        "Postgres does not run as root: be another user, or allow user namespaces");
    }

    private static Finding redis() {
        try {
            String server = NativeBinaries.ofUser().redis().toString();
            return Programs.output(server, "--version")
                    .map(version -> Finding.ok("redis", version))
                    .orElseGet(
                            () ->
                                    Finding.fail(
                                            "redis",
                                            "the bundled redis-server does not run",
                                            "it needs libssl 3: apt-get install libssl3"));
        } catch (StackException failure) {
            return Finding.fail(
                    "redis",
                    String.valueOf(failure.getMessage()),
                    "make ~/.cache writable, or set XDG_CACHE_HOME");
        }
    }

    private static Finding tensorFlow() {
        return Doctor.class.getClassLoader().getResource(TENSORFLOW) != null
                ? Finding.ok("tensorflow", "linux-x86_64 on the class path")
                : Finding.fail(
                        "tensorflow",
                        "no native library on the class path",
                        "build again: mvn package -DskipTests");
    }

    private static Finding processor() {
        return ProcFiles.cpuHas("avx2")
                ? Finding.ok("processor", "AVX2")
                : Finding.warn(
                        "processor",
                        "no AVX2",
                        "vector search and the model will be several times slower");
    }

    private static Finding gpu() {
        Optional<String> cards = Programs.output("nvidia-smi", "-L");
        return cards.map(list -> Finding.ok("gpu", list))
                .orElseGet(() -> Finding.ok("gpu", "none: the model runs on the CPU"));
    }
}
