package io.feedrank.cli.dataset;

import java.util.Set;

/**
 * A person of the generated newsroom, with tastes. Compared by identity of its arrays.
 *
 * @param taste of each topic, mean 0 over the topics
 * @param angle the favourite angle of each topic
 * @param follows indexes of authors
 * @param blocks indexes of authors
 * @param freshness how much a post loses with age
 * @param eagerness added to every log-odds of a click
 * @param sessionsADay how often this person comes
 */
@SuppressWarnings("ArrayRecordComponent")
record Reader(
        String id,
        String language,
        String country,
        double[] taste,
        int[] angle,
        Set<Integer> follows,
        Set<Integer> blocks,
        double freshness,
        double eagerness,
        double sessionsADay) {}
