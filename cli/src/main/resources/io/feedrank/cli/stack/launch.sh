#!/bin/sh
# launch.sh RECORD REST COMMAND...
# Writes who this process is to RECORD, then becomes COMMAND, so that no process ever runs unrecorded.
# Its birth is the kernel's start tick and boot id: a later process with the same pid has another one.
record=$1
rest=$2
shift 2
read -r stat < "/proc/$$/stat"
read -r boot < /proc/sys/kernel/random/boot_id
tick() { shift 19; birth="$1@$boot"; }
# shellcheck disable=SC2086
tick ${stat##*) }
printf '{"pid": %s, "birth": "%s", %s\n' "$$" "$birth" "$rest" > "$record.tmp" || exit 1
mv "$record.tmp" "$record" || exit 1
exec "$@"
