package io.feedrank.feature.impression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.aggregate.Codec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PostStatesTest {
    private static final long NOON = 1_684_411_200L;
    private static final long LATER = NOON + 90_000;

    @Test
    void traffic_comes_out_alike_in_any_order_and_through_its_bytes() {
        Random random = new Random(5);
        List<Consumer<PostTraffic>> updates = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            long at = NOON + random.nextInt(80_000);
            int size = 2 + random.nextInt(30);
            updates.add(state -> state.shown(at, size));
            if (i % 5 == 0) {
                updates.add(state -> state.clicked(at + 60));
                updates.add(state -> state.read(at + 90));
            }
        }
        double[] inOrder = columns(applied(new PostTraffic(), updates));
        Collections.shuffle(updates, random);
        PostTraffic shuffled = applied(new PostTraffic(), updates);

        assertThat(columns(shuffled)).containsExactly(inOrder, within(1e-9));
        assertThat(columns(copied(PostTraffic.CODEC, shuffled)))
                .containsExactly(inOrder, within(1e-5));
        assertThat(PostTraffic.CODEC.toBytes(shuffled).length).isLessThan(110);
    }

    @Test
    void traffic_of_two_parts_is_merged_to_that_of_the_whole() {
        PostTraffic whole = new PostTraffic();
        PostTraffic[] parts = {new PostTraffic(), new PostTraffic()};
        for (int i = 0; i < 100; i++) {
            long at = NOON + 500L * i;
            for (PostTraffic state : List.of(whole, parts[i % 2])) {
                state.shown(at, 1 + i % 9);
                if (i % 4 == 0) {
                    state.clicked(at + 30);
                    state.read(at + 60);
                }
            }
        }
        PostTraffic merged = new PostTraffic();
        merged.merge(parts[1]);
        merged.merge(parts[0]);
        assertThat(columns(merged)).containsExactly(columns(whole), within(1e-9));
    }

    @Test
    void a_showing_whose_list_is_not_known_counts_as_one_among_eleven() {
        PostTraffic unknown = new PostTraffic();
        unknown.shown(NOON, 0);
        PostTraffic known = new PostTraffic();
        known.shown(NOON, 11);
        assertThat(columns(unknown)).containsExactly(columns(known));
    }

    @Test
    void a_click_on_a_post_among_ten_is_worth_nine_more_than_chance() {
        PostTraffic state = new PostTraffic();
        for (int i = 0; i < 10; i++) {
            state.shown(NOON, 10);
        }
        state.clicked(NOON);
        assertThat(
                        Columns.of(PostTraffic.COLUMNS, out -> state.fill(NOON, out))
                                .get("click_lift_24h"))
                .isCloseTo(0, within(1e-9));
        state.clicked(NOON);
        assertThat(
                        Columns.of(PostTraffic.COLUMNS, out -> state.fill(NOON, out))
                                .get("click_lift_24h"))
                .isCloseTo(Math.log(1.5), within(1e-9));
    }

    @Test
    void a_life_comes_out_alike_in_any_order_and_through_its_bytes() {
        Random random = new Random(6);
        List<Consumer<PostLife>> updates = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long at = NOON + random.nextInt(80_000);
            updates.add(state -> state.shown(at));
            updates.add(state -> state.read(at + 60, 40, at % 2 == 0 ? Double.NaN : 55));
        }
        PostLife state = applied(new PostLife(), updates);
        double[] inOrder = all(PostLife.COLUMNS, out -> state.fill(LATER, out));
        Collections.shuffle(updates, random);
        PostLife shuffled = applied(new PostLife(), updates);
        PostLife read = copied(PostLife.CODEC, shuffled);

        assertThat(all(PostLife.COLUMNS, out -> shuffled.fill(LATER, out)))
                .containsExactly(inOrder, within(1e-9));
        assertThat(all(PostLife.COLUMNS, out -> read.fill(LATER, out)))
                .containsExactly(inOrder, within(1e-5));
    }

    @Test
    void outcomes_commute_but_for_the_moving_averages() {
        Random random = new Random(7);
        List<Consumer<PostContests>> updates = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            PostContests.Surprise surprise =
                    new PostContests.Surprise(random.nextGaussian(), random.nextGaussian());
            PostContests.Outcome outcome =
                    new PostContests.Outcome(
                            NOON + random.nextInt(80_000), 10, 1, i % 4 == 0, surprise);
            updates.add(state -> state.judged(outcome));
        }
        PostContests state = applied(new PostContests(), updates);
        Columns inOrder = Columns.of(PostContests.COLUMNS, out -> state.fill(LATER, out));
        Collections.shuffle(updates, random);
        PostContests shuffled = copied(PostContests.CODEC, applied(new PostContests(), updates));
        Columns otherwise = Columns.of(PostContests.COLUMNS, out -> shuffled.fill(LATER, out));

        for (String column : PostContests.COLUMNS.subList(0, 5)) {
            assertThat(otherwise.get(column))
                    .as(column)
                    .isCloseTo(inOrder.get(column), within(1e-5));
        }
        assertThat(otherwise.get("beyond_chance_5")).isBetween(-1.0, 1.0);
        assertThat(PostContests.CODEC.toBytes(shuffled).length).isLessThan(60);
    }

    private static double[] columns(PostTraffic state) {
        return all(PostTraffic.COLUMNS, out -> state.fill(LATER, out));
    }

    private static double[] all(List<String> names, Consumer<ColumnSink> fill) {
        return Columns.of(names, fill).all();
    }

    private static <T> T applied(T state, List<Consumer<T>> updates) {
        updates.forEach(update -> update.accept(state));
        return state;
    }

    private static <T> T copied(Codec<T> codec, T state) {
        return codec.fromBytes(codec.toBytes(codec.copy(state)), 0);
    }
}
