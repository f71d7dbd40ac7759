package io.feedrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.TrainingExample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two futures of one past, through the whole offline topology: the past's rows are the same. What
 * happens later comes first, so that it is all there when an earlier row is made.
 */
class FutureLeakHarnessTest {
    private static final Duration WINDOW = Touches.CONFIG.eventTime().labelWindow();
    private static final Instant THE_MOMENT = Touches.NOON.plus(Duration.ofHours(3));
    private static final int POSTS = 6;
    private static final int USERS = 5;

    @Test
    void what_is_planted_in_the_future_leaves_earlier_rows_byte_for_byte_as_they_were()
            throws Exception {
        List<PostTouch> past = past();
        Map<String, TrainingExample> quiet = examples(quietFuture(), past);
        Map<String, TrainingExample> loud = examples(loudFuture(), past);

        int whole = 0;
        int features = 0;
        for (PostTouch touch : past) {
            if (touch.event().type() != EventType.IMPRESSION) {
                continue;
            }
            TrainingExample one = quiet.get(touch.event().eventId());
            TrainingExample other = loud.get(touch.event().eventId());
            if (touch.event().eventTime().isBefore(THE_MOMENT.minus(WINDOW))) {
                assertThat(bytes(other)).as("%s", touch).isEqualTo(bytes(one));
                whole++;
            } else {
                // Its outcome is still open; what was known of it is not.
                assertThat(bytes(other.with(TrainingExample.Labels.NONE)))
                        .as("%s", touch)
                        .isEqualTo(bytes(one.with(TrainingExample.Labels.NONE)));
                features++;
            }
        }
        assertThat(whole).isGreaterThan(100);
        assertThat(features).isGreaterThan(10);
        assertThat(loud.get("probe").features())
                .as("rows of the future see it")
                .isNotEqualTo(quiet.get("probe").features());
    }

    private static Map<String, TrainingExample> examples(
            List<PostTouch> future, List<PostTouch> past) throws Exception {
        List<PostTouch> arrivals = new ArrayList<>(future);
        arrivals.addAll(past);
        Map<String, TrainingExample> byImpression = new HashMap<>();
        for (TrainingExample example : Topologies.offline(FeatureCatalog.standard(), arrivals)) {
            byImpression.put(example.impression().event().eventId(), example);
        }
        return byImpression;
    }

    private static byte[] bytes(TrainingExample example) {
        return TrainingExample.CODEC.toBytes(example);
    }

    private static List<PostTouch> past() {
        Random random = new Random(21);
        List<PostTouch> touches = new ArrayList<>();
        EventType[] actions = {EventType.CLICK, EventType.LIKE, EventType.HIDE, EventType.DWELL};
        for (int i = 0; i < 400; i++) {
            Instant time = Touches.NOON.plusSeconds(i * 27L);
            String user = "u" + random.nextInt(USERS);
            String post = "p" + random.nextInt(POSTS);
            touches.add(
                    i % 3 == 0
                            ? Touches.touch("e" + i, user, actions[random.nextInt(4)], post, time)
                            : Touches.shown("e" + i, user, post, time, 1 + random.nextInt(9)));
        }
        assertThat(touches.get(399).event().eventTime()).isBefore(THE_MOMENT);
        return touches;
    }

    /** Somebody looks once more. */
    private static List<PostTouch> quietFuture() {
        Instant later = THE_MOMENT.plus(WINDOW);
        return List.of(Touches.shown("probe", "u1", "p1", later, 4));
    }

    /** Everybody does everything to each post: at once, again and again, and much later. */
    private static List<PostTouch> loudFuture() {
        List<PostTouch> touches = new ArrayList<>(quietFuture());
        EventType[] types = {
            EventType.CLICK, EventType.LIKE, EventType.HIDE, EventType.DWELL, EventType.IMPRESSION
        };
        Duration[] delays = {
            Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(7), Duration.ofDays(2)
        };
        for (int i = 0; i < USERS * POSTS * types.length * delays.length; i++) {
            touches.add(
                    Touches.touch(
                            "future" + i,
                            "u" + i % USERS,
                            types[i / USERS / POSTS % types.length],
                            "p" + i / USERS % POSTS,
                            THE_MOMENT.plus(delays[i / USERS / POSTS / types.length])));
        }
        return touches;
    }
}
