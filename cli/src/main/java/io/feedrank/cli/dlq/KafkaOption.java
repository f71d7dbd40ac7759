package io.feedrank.cli.dlq;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.WorkOption;
import io.feedrank.cli.stack.Addresses;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option {@code --kafka}: which brokers to talk to. */
final class KafkaOption {
    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka (default: the one of the local stack in --work).")
    private @Nullable String kafka;

    @Mixin private final WorkOption work = new WorkOption();

    String bootstrap() {
        if (kafka != null) {
            return kafka;
        }
        return Addresses.of(work.directory())
                .map(Addresses::kafka)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "no stack was ever started in "
                                                + work.path()
                                                + "; name Kafka with --kafka HOST:PORT"));
    }
}
