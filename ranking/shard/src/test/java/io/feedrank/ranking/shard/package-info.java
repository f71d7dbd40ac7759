/** Tests of shards, in processes of their own over a real Kafka. */
package io.feedrank.ranking.shard;
