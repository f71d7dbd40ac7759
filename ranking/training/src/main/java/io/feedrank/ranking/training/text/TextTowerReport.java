package io.feedrank.ranking.training.text;

import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a training.
 *
 * @param model its name and version
 * @param posts posts with a title and readers that it was fitted on
 * @param ridge the penalty that was chosen
 * @param worthReaders how many readers the text weighs as much as
 * @param size what it costs
 * @param heldOut figures on the newest posts, of a tower that knew neither them nor what happened
 *     since
 */
public record TextTowerReport(
        String model, int posts, double ridge, double worthReaders, Size size, HeldOut heldOut) {
    /**
     * What it costs.
     *
     * @param bytes of the tower
     * @param encodeCpuMicros CPU microseconds to give a post its vector
     */
    public record Size(int bytes, double encodeCpuMicros) {}

    /**
     * Figures by what gave a post its vector: {@code tower}, {@code topic_mean}, {@code
     * topic_language_mean}, {@code random}; and of readers after the third {@code tower_later},
     * {@code first_readers}, {@code first_readers_and_tower}.
     *
     * @param posts how many
     * @param users who were ranked for each, by their vector before the posts were written
     * @param recall share of a post's readers among the first twentieth of the users
     * @param cosine with the vector that its readers gave the post in the end
     */
    public record HeldOut(
            int posts, int users, Map<String, Double> recall, Map<String, Double> cosine) {
        public HeldOut {
            recall = finite(recall);
            cosine = finite(cosine);
        }

        private static Map<String, Double> finite(Map<String, Double> figures) {
            Map<String, Double> finite = new TreeMap<>(figures);
            finite.values().removeIf(value -> !Double.isFinite(value));
            return finite;
        }
    }
}
