/**
 * Erasure of a person: who is suppressed, where an id stands in bytes, and what became of each
 * store.
 *
 * <p>May import config and the generated protobuf; knows no engine.
 */
@NullMarked
package io.feedrank.feature.erasure;

import org.jspecify.annotations.NullMarked;
