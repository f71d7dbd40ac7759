package io.feedrank.ranking.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A filter over the columns of a store: live, and all conditions hold. */
final class SlotFilter {
    private static final int SAMPLE = 1_024;

    /** One condition, looked up in a page. */
    private interface Test {
        boolean passes(Page page, int at, int slot);
    }

    private final VectorStore store;
    private final Test[] tests;
    private final @Nullable SlotSet only;

    private SlotFilter(VectorStore store, List<Test> tests, @Nullable SlotSet only) {
        this.store = store;
        this.tests = tests.toArray(new Test[0]);
        this.only = only;
    }

    static SlotFilter of(VectorStore store, IndexFilter filter) {
        List<Test> tests = new ArrayList<>();
        SlotSet only = null;
        for (Condition condition : filter.conditions()) {
            if (condition instanceof Condition.IdIn in && only == null) {
                only = SlotSet.of(store, in.ids());
            } else {
                tests.add(test(store, condition));
            }
        }
        return new SlotFilter(store, tests, only);
    }

    private static Test test(VectorStore store, Condition condition) {
        if (condition instanceof Condition.LanguageIn in) {
            boolean[] chosen = store.languages.among(in.languages());
            return (page, at, slot) -> isChosen(chosen, page.languages[at]);
        } else if (condition instanceof Condition.TopicIn in) {
            boolean[] chosen = store.topics.among(in.topics());
            return (page, at, slot) -> isChosen(chosen, page.topics[at]);
        } else if (condition instanceof Condition.AuthorIn in) {
            boolean[] chosen = store.authors.among(in.authors());
            return (page, at, slot) -> isChosen(chosen, page.authors[at]);
        } else if (condition instanceof Condition.AuthorNotIn in) {
            boolean[] chosen = store.authors.among(in.authors());
            // An author that was new after the numbers were looked up is known by name only.
            return (page, at, slot) ->
                    page.authors[at] < chosen.length
                            ? !chosen[page.authors[at]]
                            : !in.authors().contains(store.authors.text(page.authors[at]));
        } else if (condition instanceof Condition.CreatedFrom from) {
            int earliest = Attributes.seconds(from.earliest());
            return (page, at, slot) -> page.created[at] >= earliest;
        } else if (condition instanceof Condition.LiveAt live) {
            int now = Attributes.seconds(live.now());
            return (page, at, slot) -> page.expires[at] > now;
        } else if (condition instanceof Condition.IdNotIn in) {
            Set<String> ids = in.ids();
            return (page, at, slot) -> !ids.contains(page.ids[at]);
        } else if (condition instanceof Condition.IdIn in) {
            Set<String> ids = in.ids();
            return (page, at, slot) -> ids.contains(page.ids[at]);
        } else if (condition instanceof Condition.IdMatches matches) {
            return (page, at, slot) -> matches.predicate().test(page.ids[at]);
        }
        throw new AssertionError(condition);
    }

    private static boolean isChosen(boolean[] chosen, int number) {
        return number < chosen.length && chosen[number];
    }

    /** Whether it lets everything through that is live. */
    boolean isAll() {
        return tests.length == 0 && only == null;
    }

    boolean accepts(int slot) {
        if (slot < 0) {
            return false;
        }
        Page page = store.page(slot);
        int at = slot & Page.MASK;
        if (!page.isLive(at) || (only != null && !only.contains(slot))) {
            return false;
        }
        for (Test test : tests) {
            if (!test.passes(page, at, slot)) {
                return false;
            }
        }
        return true;
    }

    /** Slots that have to be looked at to find all that pass. */
    int candidates() {
        return only == null ? store.used() : only.members().length;
    }

    /** All slots that pass, in order. */
    int[] matching() {
        int[] slots = new int[64];
        int count = 0;
        int[] among = only == null ? null : only.members();
        int end = among == null ? store.used() : among.length;
        for (int i = 0; i < end; i++) {
            int slot = among == null ? i : among[i];
            if (accepts(slot)) {
                if (count == slots.length) {
                    slots = Arrays.copyOf(slots, 2 * count);
                }
                slots[count++] = slot;
            }
        }
        return Arrays.copyOf(slots, count);
    }

    /** Share of the live slots that pass, from a sample spread over all of them. */
    double selectivity() {
        if (isAll()) {
            return 1;
        }
        int size = store.size();
        if (size == 0) {
            return 1;
        }
        if (only != null) {
            return Math.min(1, (double) only.members().length / size);
        }
        int used = store.used();
        int live = 0;
        int passed = 0;
        // An odd stride of about the golden ratio visits the whole range evenly.
        long stride = (long) (used * 0.6180339887) | 1;
        int looks = Math.min(used, 2 * SAMPLE);
        for (int i = 0; i < looks && live < SAMPLE; i++) {
            int slot = (int) (i * stride % used);
            if (store.isLive(slot)) {
                live++;
                passed += accepts(slot) ? 1 : 0;
            }
        }
        return live == 0 ? 1 : (double) passed / live;
    }
}
