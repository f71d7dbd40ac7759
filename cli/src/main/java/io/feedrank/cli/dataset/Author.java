package io.feedrank.cli.dataset;

/**
 * Who writes in the generated newsroom.
 *
 * @param quality how good the posts are on average; about normal, mean 0
 * @param output how much of all posts, relative to others
 */
record Author(String id, String language, int topic, double quality, double output) {}
