/** Real servers for the tests of several modules. May import Kafka and {@code testing.process}. */
@NullMarked
package io.feedrank.testing;

import org.jspecify.annotations.NullMarked;
