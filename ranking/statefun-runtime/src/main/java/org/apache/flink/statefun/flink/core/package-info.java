/**
 * Holds the one StateFun class that does not link on Flink 1.17 and later. It stands ahead of the
 * published one on the class path, and may import Flink and StateFun only.
 */
@NullMarked
package org.apache.flink.statefun.flink.core;

import org.jspecify.annotations.NullMarked;
