package io.feedrank.cli.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Words of the generated newsroom, from {@code newsroom.json}: topics with three angles each,
 * headlines and sentences by language.
 */
final class Vocabulary {
    /** Angles of a topic. */
    static final int ANGLES = 3;

    private static final int SENTENCES = 4;
    private static final int LARGEST_NUMBER = 40;

    private final JsonNode root;
    private final List<String> topics = new ArrayList<>();

    private Vocabulary(JsonNode root) {
        this.root = root;
        root.get("topics").forEach(topic -> topics.add(topic.asText()));
    }

    static Vocabulary load() {
        try (InputStream stream = Vocabulary.class.getResourceAsStream("newsroom.json")) {
            if (stream == null) {
                throw new IllegalStateException(
                        "newsroom.json is not in the jar of the command line");
            }
            return new Vocabulary(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> topics() {
        return topics;
    }

    String country(String language, RandomGenerator random) {
        return pick(language(language).get("country"), random);
    }

    /** Title and body about an angle of a topic. */
    Text text(String language, String topic, int angle, RandomGenerator random) {
        JsonNode words = language(language);
        String subject = pick(words.get("subjects").get(topic).get(angle), random);
        String place = pick(words.get("places"), random);
        int number = random.nextInt(2, LARGEST_NUMBER);
        String title =
                capitalised(fill(pick(words.get("headlines"), random), subject, place, number));
        List<String> body = new ArrayList<>(SENTENCES);
        int first = random.nextInt(words.get("sentences").size());
        for (int i = 0; i < SENTENCES; i++) {
            JsonNode sentences = words.get("sentences");
            body.add(
                    fill(
                            sentences.get((first + i) % sentences.size()).asText(),
                            subject,
                            place,
                            number + i));
        }
        return new Text(title, String.join(" ", body));
    }

    /** What a post says. */
    record Text(String title, String body) {}

    private JsonNode language(String language) {
        return root.get("languages").get(language);
    }

    private static String pick(JsonNode array, RandomGenerator random) {
        return array.get(random.nextInt(array.size())).asText();
    }

    private static String fill(String pattern, String subject, String place, int number) {
        return pattern.replace("{s}", subject)
                .replace("{p}", place)
                .replace("{n}", Integer.toString(number));
    }

    private static String capitalised(String title) {
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }
}
