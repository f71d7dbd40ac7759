package io.feedrank.cli.stack;

import java.time.Duration;

/** Is told how starting and stopping goes. Called by several threads at once. */
public interface StackListener {

    /** Hears nothing. */
    StackListener SILENT = new StackListener() {};

    /** Processes of a launcher that was killed were found, and are being stopped. */
    default void leftovers(int count) {}

    /** It is being started. */
    default void starting(String name) {}

    /** It was started and is not healthy yet. */
    default void waiting(String name, String reason) {}

    /** It is healthy, and took that long. */
    default void healthy(String name, Duration took) {}

    /** It is being stopped. */
    default void stopping(String name) {}

    /** It is gone, and took that long. */
    default void stopped(String name, Duration took) {}

    /** It did not stop; the others are stopped all the same. */
    default void failed(String name, String reason) {}
}
