#!/bin/sh
# collect.sh MODULE DIRECTORY: a built module and what it runs on, as app.jar (if it has Java of its own) and lib/.
set -eu
module=$1
app=$2
mkdir -p "$app/lib"
own=$(find "$module/target" -maxdepth 1 -name 'feedrank-*-0.1.0.jar')
if [ -n "$own" ]; then
    cp "$own" "$app/app.jar"
fi
tr ':' '\n' <"$module/target/classpath" | while read -r jar; do
    # Two artifacts of one file name would hide each other.
    if [ -e "$app/lib/$(basename "$jar")" ]; then
        echo "collect.sh: $(basename "$jar") is twice on the class path of $module" >&2
        exit 1
    fi
    cp "$jar" "$app/lib/"
done
