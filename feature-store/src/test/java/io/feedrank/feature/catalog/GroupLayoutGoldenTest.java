package io.feedrank.feature.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is stored under a version of a group never changes: another layout is another version. */
class GroupLayoutGoldenTest {
    @Test
    void a_changed_layout_needs_a_new_version_of_its_group() throws Exception {
        List<String> layouts = new ArrayList<>();
        for (Entity entity : Entity.values()) {
            for (GroupLayout layout : FeatureCatalog.standard().layouts(entity)) {
                layouts.add(layout.group() + " " + layout.entity() + " " + layout.stores());
            }
        }

        assertThat(layouts)
                .as(
                        "layouts of all groups by version; values in Redis and savepoints have them:"
                                + " give a changed group its next() version, and add its line to"
                                + " group-layouts.txt")
                .containsExactlyElementsOf(golden());
    }

    private static List<String> golden() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(
                        GroupLayoutGoldenTest.class.getResourceAsStream("group-layouts.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
