/**
 * Dead letters: what the consumers set aside, and sending it once more.
 *
 * <p>May import the console, the deployment and the addresses of the local stack.
 */
@NullMarked
package io.feedrank.cli.dlq;

import org.jspecify.annotations.NullMarked;
