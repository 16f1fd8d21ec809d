// Holds the running store to what it is meant to be: one replica set, nobody without a password, each service with its own
// database and no other. For mongosh in the server's own network, with the environment of users.js; by infra/bin/stack-test.
const services = ["organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity"]
const password = service => process.env["PASSWORD_" + service.toUpperCase().replace("-", "_")]

function connect(user, pwd, source) {
    const who = user ? `${user}:${pwd}@` : ""
    return new Mongo(`mongodb://${who}mongo:27017/?replicaSet=kepu${user ? "&authSource=" + source : ""}`)
}

function check(what, holds) {
    if (!holds) throw new Error("Not so: " + what)
    print("  " + what)
}

function refused(code, action) {
    try {
        action()
        return false
    } catch (refusal) {
        if (refusal.codeName === code) return true
        throw refusal
    }
}

const stranger = connect()
const hello = stranger.getDB("admin").hello()
check("the server is the primary of the replica set", hello.setName === "kepu" && hello.isWritablePrimary)
const started = connect("admin", process.env.ADMIN_PASSWORD, "admin").getDB("admin").adminCommand({getCmdLineOpts: 1})
check("its members know each other by a key file", started.parsed.security.keyFile === "/tmp/replica.key")

const local = new Mongo("mongodb://127.0.0.1:27017/?directConnection=true").getDB("admin")
check("not even its own host makes a second administrator",
    refused("Unauthorized", () => local.createUser({user: "second", pwd: "second", roles: ["root"]})))
for (const service of services) {
    const database = "kepu-" + service
    const mine = connect(service, password(service), database)
    check(`${service} works in its database, and in no other`,
        mine.getDB(database).getCollectionNames().length > 0 &&
        services.filter(other => other !== service).map(other => mine.getDB("kepu-" + other).getCollection("any")).every(foreign =>
            refused("Unauthorized", () => foreign.findOne()) && refused("Unauthorized", () => foreign.insertOne({}))))
    check(`nobody is ${service} without its password`,
        refused("Unauthorized", () => stranger.getDB(database).getCollection("any").findOne()) &&
        refused("AuthenticationFailed", () => connect(service, "wrong", database).getDB(database).getCollectionNames()))
}
