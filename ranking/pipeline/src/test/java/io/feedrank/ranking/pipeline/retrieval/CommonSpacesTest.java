package io.feedrank.ranking.pipeline.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CommonSpacesTest {
    private static final Spaces OLD = new Spaces("old", Set.of("old"), Set.of("new"));
    private static final Spaces MOVED = new Spaces("new", Set.of("old", "new"), Set.of());
    private static final Spaces NEW = new Spaces("new", Set.of("new"), Set.of());

    @Test
    void nothing_without_a_vector_has_a_say() {
        assertThat(new CommonSpaces().add(Spaces.NONE, 4).agreed()).isEqualTo(Spaces.NONE);
        assertThat(new CommonSpaces().add(Spaces.NONE, 4).add(NEW, 1).agreed()).isEqualTo(NEW);
    }

    @Test
    void while_parts_move_the_space_that_all_still_have_is_asked_for() {
        Spaces agreed = new CommonSpaces().add(MOVED, 3).add(OLD, 1).agreed();

        assertThat(agreed).isEqualTo(new Spaces("old", Set.of("old"), Set.of("new")));
    }

    @Test
    void of_several_in_common_the_one_served_most_is_asked_for() {
        Spaces before = new Spaces("old", Set.of("old", "new"), Set.of());

        assertThat(new CommonSpaces().add(MOVED, 3).add(before, 1).agreed().serving())
                .isEqualTo("new");
        assertThat(new CommonSpaces().add(MOVED, 1).add(before, 3).agreed().serving())
                .isEqualTo("old");
    }

    @Test
    void parts_with_none_in_common_are_asked_for_the_space_that_most_serve() {
        assertThat(new CommonSpaces().add(NEW, 3).add(OLD, 1).agreed())
                .isEqualTo(new Spaces("new", Set.of("new"), Set.of("old")));
        assertThat(new CommonSpaces().add(NEW, 1).add(OLD, 3).agreed())
                .isEqualTo(new Spaces("old", Set.of("old"), Set.of("new")));
    }
}
