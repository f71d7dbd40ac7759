package io.feedrank.feature.online.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A certificate for 127.0.0.1 that vouches for itself, made by the JDK's keytool. */
final class Certificates {
    static final String PASSWORD = "changeit";

    private final Path directory;
    private final KeyStore store;

    Certificates(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        Path keys = directory.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command =
                Stream.concat(
                                Stream.of(keytool.toString()),
                                Arrays.stream(
                                        "-genkeypair -alias redis -keyalg RSA -keysize 2048 -dname CN=redis -ext san=ip:127.0.0.1 -validity 2 -storetype PKCS12 -storepass changeit -keystore"
                                                .split(" ")))
                        .toList();
        Process made =
                new ProcessBuilder(
                                Stream.concat(command.stream(), Stream.of(keys.toString()))
                                        .toList())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (made.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    }

    /** The certificate in PEM, for a server and for whoever trusts it. */
    Path certificate() throws IOException, GeneralSecurityException {
        return pem("redis.crt", "CERTIFICATE", store.getCertificate("redis").getEncoded());
    }

    /** Its key in PEM. */
    Path key() throws IOException, GeneralSecurityException {
        return pem(
                "redis.key",
                "PRIVATE KEY",
                store.getKey("redis", PASSWORD.toCharArray()).getEncoded());
    }

    /** A PKCS12 file that trusts the certificate. */
    Path trustStore() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("redis", store.getCertificate("redis"));
        Path file = directory.resolve("trusted.p12");
        try (var out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private Path pem(String name, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                directory.resolve(name),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
