package io.feedrank.cli.stack;

import java.util.List;
import java.util.Set;

/** Redis as the local stack runs it: an append-only file, synced every second. */
final class RedisServer {
    private final NativeBinaries binaries;
    private final WorkDirectory work;
    private final int port;

    RedisServer(NativeBinaries binaries, WorkDirectory work, int port) {
        this.binaries = binaries;
        this.work = work;
        this.port = port;
    }

    ProcessSpec spec() {
        return new ProcessSpec(
                Names.REDIS,
                port,
                Set.of(),
                Probes.redis(port),
                ProcessSpec.Lifecycle.service(this::command));
    }

    private List<String> command() {
        return List.of(
                binaries.redis().toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                work.data(Names.REDIS).toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--save",
                "",
                "--daemonize",
                "no");
    }
}
