#!/bin/bash
# entrypoint.sh jobmanager|taskmanager|submit JOB-NAME MAIN-CLASS [ARGUMENTS]|task MAIN-CLASS [ARGUMENTS]|health
# Fills in the placeholders of config.yaml and becomes the process, which then gets the signals itself.
set -euo pipefail

conf=/tmp/flink-conf
role_file=/tmp/flink-role

fill() {
    mkdir -p "$conf"
    for file in config.yaml log4j-console.properties; do
        sed -e "s|\${FLINK_RPC_PORT}|$FLINK_RPC_PORT|g" \
            -e "s|\${FLINK_REST_PORT}|$FLINK_REST_PORT|g" \
            -e "s|\${FLINK_WORK}|$FLINK_WORK|g" "/app/conf/$file" >"$conf/$file"
    done
}

# Megabytes of a part of the memory, from the one place that states them.
megabytes() {
    sed -n "s/^taskmanager\.memory\.$1: \([0-9]*\)m$/\1/p" "$conf/config.yaml"
}

if [[ ${1:-} == health ]]; then
    if [[ $(cat "$role_file" 2>/dev/null) == jobmanager ]]; then
        exec /app/healthcheck.sh "$FLINK_REST_PORT" /overview
    fi
    # A task manager has no REST port; its metrics answer as long as it lives.
    exec /app/healthcheck.sh 9249 /metrics
fi

fill
read -r -a opens <<<"$(sed -n 's/^env\.java\.opts\.all: //p' "$conf/config.yaml")"
java=(java "${opens[@]}" "-Dlog4j.configurationFile=file:$conf/log4j-console.properties" -XX:+ExitOnOutOfMemoryError)
# The network of the containers instead of loopback, and Prometheus' port with it.
network=("-Djobmanager.rpc.address=$FLINK_JOBMANAGER" -Djobmanager.bind-host=0.0.0.0 -Drest.bind-address=0.0.0.0
    "-Dtaskmanager.host=$(hostname -i)" -Dtaskmanager.bind-host=0.0.0.0 -Dmetrics.reporters=prometheus
    -Dmetrics.reporter.prometheus.port=9249)
export FLINK_CONF_DIR=$conf

role=${1:-}
case $role in
    jobmanager)
        echo "$role" >"$role_file"
        exec "${java[@]}" -Xmx320m -XX:+UseSerialGC -cp '/app/lib/*' \
            org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$conf" "${network[@]}"
        ;;
    taskmanager)
        echo "$role" >"$role_file"
        heap=$(($(megabytes framework.heap.size) + $(megabytes task.heap.size)))
        direct=$(($(megabytes framework.off-heap.size) + $(megabytes task.off-heap.size) + $(megabytes network.max)))
        exec "${java[@]}" "-Xmx${heap}m" "-Xms${heap}m" "-XX:MaxDirectMemorySize=${direct}m" \
            "-XX:MaxMetaspaceSize=$(megabytes jvm-metaspace.size)m" -XX:+UseG1GC -cp '/app/lib/*' \
            org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$conf" "${network[@]}"
        ;;
    submit)
        name=$2
        main=$3
        shift 3
        cli=("${java[@]}" -Xmx256m -cp '/app/lib/*' org.apache.flink.client.cli.CliFrontend)
        if "${cli[@]}" list -m "$FLINK_JOBMANAGER:$FLINK_REST_PORT" | grep -qF " : $name ("; then
            echo "$name runs already"
            exit 0
        fi
        exec "${cli[@]}" run --detached -m "$FLINK_JOBMANAGER:$FLINK_REST_PORT" -c "$main" /app/feedrank-jobs.jar "$@"
        ;;
    task)
        # A main of the job jar that needs no cluster and ends by itself: CompactMain, SnapshotMain.
        shift
        exec "${java[@]}" -Xmx512m -cp '/app/feedrank-jobs.jar:/app/lib/*' "$@"
        ;;
    *)
        echo "entrypoint.sh: got '$role', expected jobmanager, taskmanager, submit, task or health" >&2
        exit 2
        ;;
esac
