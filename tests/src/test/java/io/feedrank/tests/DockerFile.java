package io.feedrank.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The instructions of one Dockerfile, continued lines joined and comments left out. */
record DockerFile(String image, List<String> instructions) {
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z][A-Z0-9_]*)=(\\S+)");

    static DockerFile of(Path folder) {
        String text =
                String.join(
                        "\n",
                        SourceTree.lines(folder.resolve("Dockerfile")).stream()
                                .filter(line -> !line.startsWith("#"))
                                .toList());
        return new DockerFile(
                folder.getFileName().toString(),
                Stream.of(text.replaceAll("\\\\\n\\s*", "").split("\n"))
                        .filter(line -> !line.isBlank())
                        .toList());
    }

    /** What follows the instruction's name, for each of that name. */
    List<String> all(String name) {
        return instructions.stream()
                .filter(instruction -> instruction.startsWith(name + " "))
                .map(instruction -> instruction.substring(name.length() + 1).strip())
                .toList();
    }

    /** The last of that name, which is the one that counts. */
    String last(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /** What is copied from the repository, without the whole of it for the build stage. */
    List<String> copiedFiles() {
        List<String> files = new ArrayList<>();
        for (String copy : all("COPY")) {
            if (!copy.startsWith("--from=") && !copy.equals(". .")) {
                List<String> words = List.of(copy.split("\\s+"));
                files.addAll(words.subList(0, words.size() - 1));
            }
        }
        return files;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String line : all("ENV")) {
            Matcher matcher = ASSIGNMENT.matcher(line);
            while (matcher.find()) {
                environment.put(matcher.group(1), matcher.group(2));
            }
        }
        return environment;
    }
}
