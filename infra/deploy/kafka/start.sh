#!/usr/bin/env bash
# Starts a broker that knows its administrator from the first moment on; everybody else comes with infra/deploy/topology.
set -euo pipefail
umask 077
id=${NODE_ID:-1}
voters=$VOTERS
replicas=${REPLICAS:-1}
# HOST: where subscribers on the Docker host find this broker, e.g. 127.0.0.1:9094; nobody from there comes in without it.
host=${HOST:-}
jaas=org.apache.kafka.common.security
cat >/tmp/server.properties <<SETTINGS
process.roles=broker,controller
node.id=$id
controller.quorum.voters=$voters
listeners=SASL_PLAINTEXT://:9092,CONTROLLER://:9093${host:+,HOST://:9094}
advertised.listeners=SASL_PLAINTEXT://${ADVERTISED:-kafka}:9092${host:+,HOST://$host}
controller.listener.names=CONTROLLER
inter.broker.listener.name=SASL_PLAINTEXT
listener.security.protocol.map=SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,HOST:SASL_PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
sasl.mechanism.controller.protocol=PLAIN
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=$jaas.plain.PlainLoginModule required username="admin" password="$ADMIN_PASSWORD" user_admin="$ADMIN_PASSWORD";
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=$jaas.scram.ScramLoginModule required username="admin" password="$ADMIN_PASSWORD";
listener.name.host.scram-sha-512.sasl.jaas.config=$jaas.scram.ScramLoginModule required username="admin" password="$ADMIN_PASSWORD";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:admin
allow.everyone.if.no.acl.found=false
auto.create.topics.enable=false
log.dirs=/var/lib/kafka/data/log
offsets.topic.replication.factor=$replicas
offsets.topic.num.partitions=6
transaction.state.log.replication.factor=$replicas
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=$replicas
share.coordinator.state.topic.min.isr=1
message.max.bytes=2097152
replica.fetch.max.bytes=4194304
min.insync.replicas=$((replicas > 2 ? 2 : 1))
SETTINGS
# The password goes through a file, an argument a line: a command line can be seen by everybody.
printf '%s\n' --add-scram "SCRAM-SHA-512=[name=admin,password=$ADMIN_PASSWORD]" >/tmp/scram
/opt/kafka/bin/kafka-storage.sh format --ignore-formatted --cluster-id "$CLUSTER_ID" --config /tmp/server.properties @/tmp/scram
rm /tmp/scram
exec /opt/kafka/bin/kafka-server-start.sh /tmp/server.properties
