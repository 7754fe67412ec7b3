#!/bin/sh
# The image's entry point: the first word names what runs, and becomes process 1 itself (signals, exit code).
set -eu
case "${1:-}" in
  ingest | keyword-router | subscriptions | dispatcher | console)
    service=$1
    shift
    # A service in 250 MB, its young generation large enough for a batch; the same as `parley start` gives.
    exec node --min-semi-space-size=16 --max-semi-space-size=16 --max-old-space-size=192 "/parley/dist/apps/$service/src/main.js" "$@"
    ;;
  simulator)
    shift
    exec node /parley/dist/tools/simulator/main.js "$@"
    ;;
  parley | node | sh)
    exec "$@"
    ;;
  *)
    echo "COMMAND_UNKNOWN \"${1:-}\": name a service (ingest, keyword-router, subscriptions, dispatcher, console), simulator, or parley and its command." >&2
    exit 64
    ;;
esac
