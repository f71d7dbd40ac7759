package io.feedrank.feature.erasure;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hash by which an erased user is known: HMAC-SHA256 of the id, its first 128 bits in hex. Who
 * does not have the key can't find out an id by trying. Not thread-safe.
 */
public final class UserHasher {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final int SHORTEST_KEY = 16;

    private final Mac mac;

    /**
     * A hasher.
     *
     * @param key the setting {@code erasure.key}
     * @throws FeedrankException BAD_INPUT when the key is too short to keep anything secret
     */
    public UserHasher(String key) {
        if (key.length() < SHORTEST_KEY) {
            throw FeedrankException.badInput(
                    "setting 'erasure.key': got "
                            + key.length()
                            + " characters, expected "
                            + SHORTEST_KEY
                            + " or more");
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new FeedrankException(Category.INTERNAL, "this JVM has no " + ALGORITHM, e);
        }
    }

    /** The hasher of {@code erasure.key}. */
    public static UserHasher of(Settings settings) {
        return new UserHasher(settings.get("erasure.key"));
    }

    /** 32 hexadecimal digits. */
    public String hash(String userId) {
        byte[] full = mac.doFinal(userId.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(full, BYTES));
    }
}
