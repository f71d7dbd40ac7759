package io.feedrank.cli;

import io.feedrank.cli.stack.Addresses;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --api}: which query API to talk to. */
public final class ApiOption {
    private static final String USUAL = "http://127.0.0.1:8080";

    @Option(
            names = "--api",
            paramLabel = "URL",
            description =
                    "The query API (default: the one of the local stack in --work, else "
                            + USUAL
                            + ").")
    private @Nullable URI api;

    /** A client of it. */
    public ApiClient client(WorkOption work) {
        URI address =
                api == null
                        ? URI.create(
                                Addresses.of(work.directory()).map(Addresses::api).orElse(USUAL))
                        : api;
        if (address.getHost() == null) {
            throw new CommandFailure("--api: got '" + address + "', expected a URL like " + USUAL);
        }
        return new ApiClient(address);
    }
}
