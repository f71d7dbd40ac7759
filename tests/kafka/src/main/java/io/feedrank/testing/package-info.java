/** Real servers for the tests of several modules. May import Kafka alone. */
@NullMarked
package io.feedrank.testing;

import org.jspecify.annotations.NullMarked;
