package io.feedrank.ranking.training.impression;

import org.jspecify.annotations.Nullable;

/**
 * Where an impression was shown, all of it known before anything is clicked.
 *
 * @param device kind of device, as the source names it; empty when unknown
 * @param subscriber whether the user pays
 * @param signedIn whether the user is known by single sign-on
 * @param pageId the post whose page it was shown on; null on a front page
 */
public record ViewContext(
        String device, boolean subscriber, boolean signedIn, @Nullable String pageId) {}
