package io.feedrank.feature.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedrank.feature.config.FeedrankException;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEncoderTest {
    private final TextEncoder encoder = new TextEncoder(1 << 14);

    @Test
    void words_are_composed_lower_case_runs_of_letters_in_german_english_and_danish() {
        assertThat(Words.of("Die Bürgermeisterin STREITET über Straßen!"))
                .containsExactly("die", "bürgermeisterin", "streitet", "über", "straßen");
        assertThat(Words.of("The mayor’s 31 questions, answered"))
                .containsExactly("the", "mayors", "##", "questions", "answered");
        assertThat(Words.of("Københavns ældste båd – til salg?"))
                .containsExactly("københavns", "ældste", "båd", "til", "salg");
        assertThat(Words.of(" …!? ")).isEmpty();
    }

    @Test
    void a_decomposed_umlaut_is_the_same_word_as_a_composed_one() {
        assertThat(Words.of("U\u0308ber Scho\u0308nes"))
                .isEqualTo(Words.of("\u00dcber Sch\u00f6nes"));
        assertThat(Words.of("\ufb01nal")).as("a ligature").containsExactly("final");
    }

    /** A change of these figures makes every trained tower worthless: give it another encoding. */
    @ParameterizedTest
    @CsvSource({
        "Kassel streitet über Handypreise,de,technology,86,1235592701",
        "Inside Denver's bet on cycling tours,en,sport,87,82761289",
        "Københavns ældste båd til salg for 20 millioner,da,culture,115,3056081266",
        "Marathon,'','',23,2157204498"
    })
    void encoding_words_v1_gives_these_buckets(
            String title, String language, String topic, int size, long checksum) {
        TextFeatures features = encoder.encode(title, language, topic);

        assertThat(features.size()).isEqualTo(size);
        assertThat(checksum(features)).isEqualTo(checksum);
    }

    @Test
    void each_kind_of_feature_has_its_own_length_however_long_the_title() {
        for (String title : new String[] {"Sport", "Sport und noch viel mehr Sport in Kassel"}) {
            TextFeatures features = encoder.encode(title, "de", "sport");
            double square = 0;
            for (int i = 0; i < features.size(); i++) {
                square += features.weight(i) * features.weight(i);
            }
            assertThat(square).isCloseTo(1 + 0.25 * 0.25 + 1 + 9, within(1e-4));
        }
    }

    @Test
    void inflected_words_share_parts() {
        assertThat(shared("Marathonzeit", "Marathonzeiten")).isGreaterThan(15);
        assertThat(shared("Marathonzeit", "Passwörter")).isLessThan(3);
    }

    @Test
    void a_title_without_a_word_has_no_features_and_a_long_one_is_read_to_its_limit() {
        assertThat(encoder.encode("…", "en", "sport").size()).isZero();
        String longest = "word ".repeat(60);
        assertThat(checksum(encoder.encode(longest + "and more", "en", "sport")))
                .isEqualTo(checksum(encoder.encode(longest, "en", "sport")));
    }

    @Test
    void buckets_are_a_power_of_two() {
        assertThatThrownBy(() -> new TextEncoder(1000))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("got 1000, expected a power of 2");
    }

    private int shared(String one, String other) {
        Set<Integer> buckets = buckets(one);
        buckets.retainAll(buckets(other));
        return buckets.size();
    }

    private Set<Integer> buckets(String title) {
        TextFeatures features = encoder.encode(title, "", "");
        Set<Integer> buckets = new HashSet<>();
        for (int i = 0; i < features.size(); i++) {
            buckets.add(features.bucket(i));
        }
        return buckets;
    }

    private static long checksum(TextFeatures features) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < features.size(); i++) {
            int signed = features.weight(i) < 0 ? ~features.bucket(i) : features.bucket(i);
            for (int shift = 0; shift < 32; shift += 8) {
                crc.update(signed >>> shift);
            }
        }
        return crc.getValue();
    }
}
