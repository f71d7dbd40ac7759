package io.feedrank.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker/compose.yaml}, with anchors and merges resolved. */
record ComposeFile(Map<String, Object> content) {
    static ComposeFile of(Path file) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return new ComposeFile(
                    map(new Yaml(new SafeConstructor(options)).load(Files.readString(file))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        map(content.get("services")).forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    Map<String, Object> environment(String service) {
        return map(services().get(service).get("environment"));
    }

    /** Names of a mapping's keys, or the entries of a list. */
    static List<String> names(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return List.copyOf(map(value).keySet());
    }

    /** The mapping with its keys as texts; empty for what is not there. */
    static Map<String, Object> map(Object value) {
        Map<String, Object> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> mapping) {
            mapping.forEach((key, item) -> texts.put(String.valueOf(key), item));
        }
        return texts;
    }
}
