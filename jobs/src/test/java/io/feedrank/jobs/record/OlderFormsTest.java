package io.feedrank.jobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.Touches;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes as they were written before a touch knew the size of its list, by that code. */
class OlderFormsTest {
    private static final String TOUCH =
            "000165000175000001710000018df9e2b2000100017201000000000000000301000000000000000501000164"
                    + "0100017301";
    private static final String NO_VECTOR = "ffffffff";
    private static final PostTouch SHOWN =
            PostTouch.of(
                    new Event(
                            "e",
                            "u",
                            EventType.IMPRESSION,
                            List.of("p", "q"),
                            Touches.NOON,
                            "r",
                            3,
                            5L,
                            "d",
                            "s"),
                    1);

    @Test
    void a_touch_of_the_first_form_is_the_same_but_for_the_size_of_its_list() {
        assertSameButForTheList(read(RecordType.POST_TOUCH.<PostTouch>codec(1), TOUCH));
        List<PostTouch> buffered =
                read(RecordType.POST_TOUCHES.<List<PostTouch>>codec(1), "01" + TOUCH);
        assertSameButForTheList(buffered.get(0));
        assertThat(SHOWN.event().listSize()).isEqualTo(2);
        Codec<PostTouch> today = RecordType.POST_TOUCH.codec(RecordType.POST_TOUCH.form());
        assertThat(today.fromBytes(today.toBytes(SHOWN), 0)).isEqualTo(SHOWN);
    }

    @Test
    void what_holds_a_touch_is_read_in_its_second_form() {
        EnrichedTouch enriched =
                read(
                        RecordType.ENRICHED_TOUCH.<EnrichedTouch>codec(2),
                        TOUCH + "000174000161000000013f800000000000024000000040400000");
        assertSameButForTheList(enriched.touch());
        assertThat(enriched.observation().listSize()).isZero();
        assertThat(enriched.authorId()).isEqualTo("a");
        assertThat(enriched.postColumns()).containsExactly(2, 3);
        TrainingExample example =
                read(
                        RecordType.TRAINING_EXAMPLE.<TrainingExample>codec(2),
                        TOUCH + "0000000140800000010000000000000000000900000007");
        assertSameButForTheList(example.impression());
        assertThat(example.labels()).isEqualTo(new TrainingExample.Labels(true, false, false, 9));
        assertThat(example.columns()).isEqualTo(7);
    }

    @Test
    void a_touch_of_an_author_from_before_the_audit_is_of_no_audited_event() {
        EntityTouch touch =
                read(
                        RecordType.ENTITY_TOUCH.<EntityTouch>codec(1),
                        "01000000018df9e2b2000001750001700001740001610205" + NO_VECTOR);
        assertThat(touch.auditedEvent()).isEmpty();
        assertThat(touch.key()).isEqualTo("author:a");
        assertThat(touch.observation().time()).isEqualTo(Touches.NOON);
        assertThat(touch.observation().listSize()).isEqualTo(2);
        EntityTouch audited = new EntityTouch(touch.entity(), "e", touch.observation());
        Codec<EntityTouch> today = RecordType.ENTITY_TOUCH.codec(RecordType.ENTITY_TOUCH.form());
        assertThat(today.fromBytes(today.toBytes(audited), 0)).isEqualTo(audited);
    }

    private static void assertSameButForTheList(PostTouch touch) {
        assertThat(touch.event().listSize()).isEqualTo(Event.UNKNOWN_SIZE);
        assertThat(touch)
                .usingRecursiveComparison()
                .ignoringFields("event.listSize")
                .isEqualTo(SHOWN);
    }

    private static <T> T read(Codec<T> form, String hex) {
        return form.fromBytes(HexFormat.of().parseHex(hex), 0);
    }
}
