#!/usr/bin/env bash
# A replica set of one with authentication; members of a replica set know each other by a key file that is theirs alone.
set -euo pipefail
printf '%s' "$REPLICA_KEY" >/tmp/replica.key
chmod 400 /tmp/replica.key
chown mongodb:mongodb /tmp/replica.key
exec docker-entrypoint.sh mongod --replSet kepu --keyFile /tmp/replica.key --bind_ip_all
