package io.feedrank.feature.online.redis;

import io.feedrank.feature.config.FeedrankException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * Certificates of an encrypted connection.
 *
 * @param trustStore who may vouch for the server: PKCS12 or JKS, or certificates in PEM; null: whom
 *     Java trusts
 * @param keyStore this client's own certificate and key, PKCS12 or JKS; null for none
 */
public record RedisTls(@Nullable Store trustStore, @Nullable Store keyStore) {
    private static final Set<String> OPTIONS =
            Set.of("trust-store", "trust-store-password", "key-store", "key-store-password");

    /** A file and what opens it. */
    public record Store(Path file, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return file.toString();
        }
    }

    static RedisTls of(Map<String, String> options) {
        for (String name : options.keySet()) {
            if (!OPTIONS.contains(name)) {
                throw FeedrankException.badInput(
                        "setting 'redis.uri': got the option '"
                                + name
                                + "', expected one of "
                                + new TreeSet<>(OPTIONS));
            }
        }
        return new RedisTls(store(options, "trust-store"), store(options, "key-store"));
    }

    private static @Nullable Store store(Map<String, String> options, String name) {
        String file = options.get(name);
        return file == null
                ? null
                : new Store(Path.of(file), options.getOrDefault(name + "-password", ""));
    }

    /**
     * For the client; the server's certificate must be vouched for and name its host.
     *
     * @throws FeedrankException BAD_INPUT when a store can't be opened
     */
    SslOptions options() {
        SslOptions.Builder options = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
        if (trustStore != null) {
            KeyStore trusted = open("trust-store", trustStore);
            char[] password = trustStore.password().toCharArray();
            options.trustStoreType(trusted.getType())
                    .truststore(contents("trust-store", trustStore, trusted), password);
        }
        if (keyStore != null) {
            KeyStore own = open("key-store", keyStore);
            char[] password = keyStore.password().toCharArray();
            options.keyStoreType(own.getType())
                    .keystore(contents("key-store", keyStore, own), password);
        }
        return options.build();
    }

    private static SslOptions.Resource contents(String option, Store store, KeyStore opened) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            opened.store(bytes, store.password().toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(option, store, e);
        }
        return () -> new ByteArrayInputStream(bytes.toByteArray());
    }

    private static KeyStore open(String option, Store store) {
        File file = store.file().toFile();
        try {
            if (file.getName().endsWith(".pem") || file.getName().endsWith(".crt")) {
                return pem(store.file());
            }
            return KeyStore.getInstance(file, store.password().toCharArray());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(option, store, e);
        }
    }

    private static FeedrankException unusable(String option, Store store, Exception cause) {
        return new FeedrankException(
                FeedrankException.Category.BAD_INPUT,
                "setting 'redis.uri': "
                        + option
                        + ": cannot open "
                        + store.file()
                        + ": "
                        + cause.getMessage()
                        + "; expected a PKCS12 or JKS file and its "
                        + option
                        + "-password, or certificates in a .pem or .crt file",
                cause);
    }

    private static KeyStore pem(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream stream = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
                store.setCertificateEntry("ca-" + number++, one);
            }
        }
        return store;
    }
}
