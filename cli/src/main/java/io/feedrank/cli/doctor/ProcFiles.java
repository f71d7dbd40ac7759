package io.feedrank.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux tells of itself under {@code /proc}. */
final class ProcFiles {
    private ProcFiles() {}

    /** A line of {@code /proc/meminfo}, in megabytes; 0 when there is none. */
    static long memoryMegabytes(String name) {
        return lines("/proc/meminfo").stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** How many files a process may open; 0 when that is not told. */
    static long openFiles() {
        // The JVM raises its soft limit to the hard one, which is what is read here.
        return lines("/proc/self/limits").stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().split("\\s+")[0])
                .mapToLong(
                        limit -> limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit))
                .findFirst()
                .orElse(0);
    }

    /** Whether the processor has a feature, by its name in {@code /proc/cpuinfo}. */
    static boolean cpuHas(String flag) {
        return lines("/proc/cpuinfo").stream()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .filter(line -> List.of(line.split("\\s+")).contains(flag))
                .isPresent();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException none) {
            return List.of();
        }
    }
}
