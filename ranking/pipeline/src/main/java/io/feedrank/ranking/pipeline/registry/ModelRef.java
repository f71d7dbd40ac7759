package io.feedrank.ranking.pipeline.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.feedrank.feature.config.FeedrankException;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A model's name and version; written {@code name/version}. Versions sort by age.
 *
 * @param name letters, digits, dot, dash and underscore, as is the version: both name a folder
 */
public record ModelRef(String name, String version) implements Comparable<ModelRef> {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Comparator<ModelRef> ORDER =
            Comparator.comparing(ModelRef::name).thenComparing(ModelRef::version);

    public ModelRef {
        requirePart("name", name);
        requirePart("version", version);
    }

    /** Reads {@code name/version}. */
    @JsonCreator
    public static ModelRef parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw FeedrankException.badInput("got model '" + text + "', expected name/version");
        }
        return new ModelRef(parts[0], parts[1]);
    }

    static boolean isPart(String text) {
        return PART.matcher(text).matches();
    }

    @Override
    public int compareTo(ModelRef other) {
        return ORDER.compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return name + "/" + version;
    }

    private static void requirePart(String what, String part) {
        if (!isPart(part)) {
            throw FeedrankException.badInput(
                    "got model " + what + " '" + part + "', expected it to match " + PART);
        }
    }
}
