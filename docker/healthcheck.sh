#!/bin/bash
# healthcheck.sh PORT PATH: 0 when GET answers 200. Bash alone, since the runtime image has no curl.
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
read -r -t 3 _ status _ <&3
[ "$status" = 200 ]
