/**
 * Published click logs: impressions with the posts in view and which of them were clicked.
 *
 * <p>May import config and event.
 */
@NullMarked
package io.feedrank.feature.clicklog;

import org.jspecify.annotations.NullMarked;
