/** Tests of what jobs and online store hold over months. */
@NullMarked
package io.feedrank.jobs.memory;

import org.jspecify.annotations.NullMarked;
