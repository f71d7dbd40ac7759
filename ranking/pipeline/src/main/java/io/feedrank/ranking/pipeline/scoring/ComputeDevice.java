package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import java.util.Arrays;
import java.util.Locale;

/** What models run on. */
public enum ComputeDevice {
    /** A GPU where the native library and the machine have one, else the CPU. */
    AUTO,
    /** The CPU, also where there is a GPU. */
    CPU,
    /** A GPU; without one no model is served. */
    GPU;

    static final String KEY = "ranking.device";

    /** Reads a device from its name in lower case. */
    public static ComputeDevice parse(String name) {
        return Arrays.stream(values())
                .filter(device -> device.id().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                FeedrankException.badInput(
                                        KEY
                                                + ": got '"
                                                + name
                                                + "', expected one of "
                                                + Arrays.stream(values())
                                                        .map(ComputeDevice::id)
                                                        .toList()));
    }

    /** Its name in settings. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
