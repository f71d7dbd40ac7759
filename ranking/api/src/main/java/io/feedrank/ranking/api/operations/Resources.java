package io.feedrank.ranking.api.operations;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files that travel in the jar. */
final class Resources {
    private static final String ROOT = "/io/feedrank/ranking/api/";

    private Resources() {}

    static byte[] bytes(String name) {
        try (InputStream stream = Resources.class.getResourceAsStream(ROOT + name)) {
            if (stream == null) {
                throw new FileNotFoundException(ROOT + name + " is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
