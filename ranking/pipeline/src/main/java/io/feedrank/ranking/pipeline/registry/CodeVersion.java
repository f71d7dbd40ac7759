package io.feedrank.ranking.pipeline.registry;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which code runs: {@code FEEDRANK_CODE_VERSION} where a deployment sets it (the commit that its
 * image was built from), else a digest of the jar or class folder itself.
 */
final class CodeVersion {
    static final String VARIABLE = "FEEDRANK_CODE_VERSION";

    private static final int DIGITS = 12;

    private CodeVersion() {}

    /** Version of the code that {@code type} came from. */
    static String of(Class<?> type) {
        String given = System.getenv(VARIABLE);
        return given != null && !given.isBlank() ? given : digestOf(type);
    }

    /** The first hex digits of a text's SHA-256. */
    static String digest(String text) {
        return hex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String digestOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "unknown";
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            MessageDigest digest = sha256();
            for (Path file : files(place)) {
                digest.update(Files.readAllBytes(file));
            }
            return "build-" + hex(digest.digest());
        } catch (IOException | URISyntaxException e) {
            return "unknown";
        }
    }

    private static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
