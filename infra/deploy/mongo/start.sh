#!/usr/bin/env bash
# A replica set of one with authentication; members of a replica set know each other by a key file that is theirs alone.
# This is the only server that ever runs here: the image's own entrypoint would first start another one, without either, to
# make the administrator with, and whoever asked in between took that one for the real one. users.js makes all users.
set -euo pipefail
umask 077
printf '%s' "$REPLICA_KEY" >/tmp/replica.key
exec mongod --replSet kepu --keyFile /tmp/replica.key --bind_ip_all
