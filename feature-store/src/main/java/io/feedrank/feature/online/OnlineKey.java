package io.feedrank.feature.online;

import io.feedrank.feature.catalog.FeatureGroup;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names one packed value: a feature group of an entity. The only place that builds such a key. */
public record OnlineKey(FeatureGroup group, String entity) {
    /** The entity of groups that exist once. */
    public static final String ALL = "all";

    private static final Map<FeatureGroup, byte[]> PREFIXES = new ConcurrentHashMap<>();

    /**
     * Its bytes in the store: {@code f:<group>:v<n>:<entity>}. A feed asks for thousands: plain
     * characters, as ids have them, go straight to their place.
     */
    public byte[] bytes() {
        byte[] prefix = prefixBytes(group);
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + entity.length());
        for (int i = 0; i < entity.length(); i++) {
            char character = entity.charAt(i);
            if (character >= 0x80) {
                return prefix(group).concat(entity).getBytes(StandardCharsets.UTF_8);
            }
            bytes[prefix.length + i] = (byte) character;
        }
        return bytes;
    }

    private static byte[] prefixBytes(FeatureGroup group) {
        byte[] known = PREFIXES.get(group);
        return known != null
                ? known
                : PREFIXES.computeIfAbsent(
                        group, one -> prefix(one).getBytes(StandardCharsets.UTF_8));
    }

    /** What all keys of {@code group} begin with. */
    public static String prefix(FeatureGroup group) {
        return "f:" + group.id() + ":v" + group.version() + ":";
    }
}
