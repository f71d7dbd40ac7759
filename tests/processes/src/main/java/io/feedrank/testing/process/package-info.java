/** Ports and processes of the servers that tests start. Imports the JDK alone. */
@NullMarked
package io.feedrank.testing.process;

import org.jspecify.annotations.NullMarked;
