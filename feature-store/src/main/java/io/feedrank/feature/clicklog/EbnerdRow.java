package io.feedrank.feature.clicklog;

/**
 * An impression of EB-NeRD. What is known only afterwards, the time of the next read, is not kept.
 *
 * @param page the article on whose page it was shown; empty on the front page
 */
public record EbnerdRow(LogRow row, String page, boolean subscriber, boolean signedOn) {}
