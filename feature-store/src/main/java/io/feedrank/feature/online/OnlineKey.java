package io.feedrank.feature.online;

import io.feedrank.feature.catalog.FeatureGroup;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names one packed value: a feature group of an entity. The only place that builds such a key. */
public record OnlineKey(FeatureGroup group, String entity) {
    /** The entity of groups that exist once. */
    public static final String ALL = "all";

    private static final Map<FeatureGroup, String> PREFIXES = new ConcurrentHashMap<>();

    /** Its bytes in the store: {@code f:<group>:v<n>:<entity>}. */
    public byte[] bytes() {
        return prefix(group).concat(entity).getBytes(StandardCharsets.UTF_8);
    }

    /** What all keys of {@code group} begin with. */
    public static String prefix(FeatureGroup group) {
        String known = PREFIXES.get(group);
        return known == null ? PREFIXES.computeIfAbsent(group, OnlineKey::newPrefix) : known;
    }

    private static String newPrefix(FeatureGroup group) {
        return "f:" + group.id() + ":v" + group.version() + ":";
    }
}
