#!/bin/bash
# create-topics.sh BOOTSTRAP: the topics that are there before anything starts. Those that exist are left as they are.
# cdc makes its own, and the query API its reply topic; consumers of either may start first, so cdc's are here too.
set -euo pipefail

appended=(cdc.users cdc.posts cdc.follows cdc.blocks
    cdc.users.dlq cdc.posts.dlq cdc.follows.dlq cdc.blocks.dlq
    feed-events feed-events.late feed-events.dlq feed-requests feed-requests.dlq post-embeddings.dlq text-towers.dlq feature-log
    feature-updates erasure-receipts)
compacted=(post-embeddings text-towers index-shards suppressed-users)

create() {
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$bootstrap" --create --if-not-exists --partitions 4 "$@"
}

bootstrap=$1
for topic in "${appended[@]}"; do
    create --topic "$topic" --config cleanup.policy=delete --config retention.ms=604800000 --config segment.ms=86400000 \
        --config message.timestamp.type=LogAppendTime
done
for topic in "${compacted[@]}"; do
    create --topic "$topic" --config cleanup.policy=compact \
        --config max.compaction.lag.ms=604800000 --config segment.ms=86400000
done
