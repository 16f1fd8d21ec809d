// For mongosh in the server's own network: begins the replica set, makes the administrator, and gives each service a user of
// its own database. Whatever is there already is left or brought up to date, so it can be run again at any time.
const admin = db.getSiblingDB("admin")
const password = process.env.ADMIN_PASSWORD

function signIn() {
    try {
        return admin.auth("admin", password).ok === 1
    } catch (refused) {
        return false
    }
}

// What comes before the sign-in the server allows to its own host alone, and only while it has no user at all.
const known = signIn()
if (!db.hello().setName) rs.initiate({_id: "kepu", members: [{_id: 0, host: "mongo:27017"}]})
for (let left = 300; !db.hello().isWritablePrimary; left--) {
    if (left === 0) throw new Error("No primary within a minute")
    sleep(200)
}
if (!known && !signIn()) {
    try {
        admin.createUser({user: "admin", pwd: password, roles: ["root"]})
    } catch (refused) {
        if (refused.codeName !== "Unauthorized") throw refused
        throw new Error("KEPU_MONGO_ADMIN is not the administrator's password in this volume")
    }
    signIn()
}

for (const service of ["organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity"]) {
    const own = db.getSiblingDB("kepu-" + service)
    const pwd = process.env["PASSWORD_" + service.toUpperCase().replace("-", "_")]
    const roles = [{role: "readWrite", db: own.getName()}]
    if (own.getUser(service)) own.updateUser(service, {pwd, roles})
    else own.createUser({user: service, pwd, roles})
}
