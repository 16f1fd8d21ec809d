#!/usr/bin/env bash
# Begins the replica set and gives each service a user of its own database. Can be run again at any time.
set -euo pipefail
mongosh --quiet "mongodb://admin:$ADMIN_PASSWORD@mongo:27017/?directConnection=true&authSource=admin" --eval '
    try { rs.status() } catch (none) { rs.initiate({_id: "kepu", members: [{_id: 0, host: "mongo:27017"}]}) }
    while (!db.hello().isWritablePrimary) sleep(200)
    for (const service of ["organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity"]) {
        const own = db.getSiblingDB("kepu-" + service)
        const pwd = process.env["PASSWORD_" + service.toUpperCase().replace("-", "_")]
        const roles = [{role: "readWrite", db: "kepu-" + service}]
        if (own.getUser(service)) own.updateUser(service, {pwd, roles})
        else own.createUser({user: service, pwd, roles})
    }'
