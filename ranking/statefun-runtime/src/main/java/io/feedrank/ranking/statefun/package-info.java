/**
 * The StateFun runtime as one process: Flink in the process, Kafka on either side, the ranking
 * function over HTTP. May import Flink, StateFun and Kafka clients, and nothing of Feedrank's own.
 */
@NullMarked
package io.feedrank.ranking.statefun;

import org.jspecify.annotations.NullMarked;
