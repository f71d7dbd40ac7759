#!/bin/sh
# watchdog.sh LAUNCHER_PID LAUNCHER_BIRTH RUN_DIRECTORY
# Waits for the launcher of a stack to be gone, then stops what it recorded in RUN_DIRECTORY and did not stop itself.
launcher=$1
launcher_birth=$2
run=$3
read -r boot < /proc/sys/kernel/random/boot_id

# Sets birth to that of process $1; empty when there is none, or only its zombie.
birth_of() {
  birth=
  { read -r stat < "/proc/$1/stat"; } 2> /dev/null || return 0
  # shellcheck disable=SC2086
  tick ${stat##*) }
}
tick() {
  [ "$1" = Z ] && return 0
  shift 19
  birth="$1@$boot"
}

# Signals each recorded process that still is itself: with the signal of its record, or with $1.
signal_all() {
  left=0
  for record in "$run"/*.json; do
    [ -f "$record" ] || continue
    read -r line < "$record"
    pid=${line#*\"pid\": }
    pid=${pid%%,*}
    recorded=${line#*\"birth\": \"}
    recorded=${recorded%%\"*}
    signal=${line#*\"signal\": \"}
    signal=${signal%%\"*}
    birth_of "$pid"
    if [ -n "$birth" ] && [ "$birth" = "$recorded" ]; then
      left=1
      [ "$1" = none ] || kill -s "${1:-$signal}" "$pid" 2> /dev/null
    fi
  done
}

birth_of "$launcher"
while [ "$birth" = "$launcher_birth" ]; do
  sleep 0.5
  birth_of "$launcher"
done
signal_all ''
for _ in 1 2 3 4 5 6; do
  [ "$left" = 0 ] && exit 0
  sleep 0.2
  signal_all none
done
signal_all KILL
