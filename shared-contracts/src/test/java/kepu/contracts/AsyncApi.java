package kepu.contracts;

import java.util.List;
import java.util.Map;
import kepu.contracts.Contracts.Contract;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The AsyncAPI 3.0 document (接口说明) of all topics, made from the catalogue, the schemas and the samples alone. */
final class AsyncApi {
    /** On a cluster; one machine has fewer. */
    static final int PARTITIONS = 24;

    static final int PARTITIONS_OF_ONE_MACHINE = 6;
    static final String HEADERS = "event-headers";
    static final String SNAPSHOT_HEADERS = "snapshot-headers";

    /** Of a message: how the key of its fact comes about, braces standing for a header or a field of the payload. */
    static final String FACT = "x-fact-key";

    /** True for an event after which nothing holds of its fact: the snapshot has a tombstone. */
    static final String ENDS_FACT = "x-ends-fact";

    private static final String BINDING = "0.5.0";
    private static final String TEXT = "^[^\\x00-\\x1f\\x7f]*$";

    private AsyncApi() {}

    static ObjectNode document() {
        ObjectNode document = ContractFiles.object();
        document.put("asyncapi", "3.0.0").put("id", "urn:kepu:events");
        info(document.putObject("info"));
        document.put("defaultContentType", "application/json");
        servers(document.putObject("servers"));
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = components.putObject("schemas");
        headers(schemas.putObject(HEADERS));
        snapshotHeaders(schemas.putObject(SNAPSHOT_HEADERS));
        Map<String, TopicFacts> facts = TopicFacts.byTopic();
        for (Class<? extends DomainEvent> family : Contracts.FAMILIES) {
            String topic = Contracts.topicOf(family);
            List<Contract> contracts = Contracts.all().stream()
                    .filter(contract -> contract.topic().equals(topic))
                    .toList();
            String snapshot = Snapshots.topicOf(topic);
            channel(channels.putObject(topic), facts.get(topic), contracts);
            snapshotChannel(channels.putObject(snapshot), facts.get(topic), contracts);
            operation(operations.putObject(topic + ".send"), topic, contracts)
                    .put(
                            "summary",
                            "发布" + facts.get(topic).zh() + "事件。 "
                                    + facts.get(topic).owner() + " tells, subscribers receive.");
            operation(operations.putObject(snapshot + ".send"), snapshot, contracts)
                    .put(
                            "summary",
                            "发布" + facts.get(topic).zh() + "快照。 "
                                    + facts.get(topic).owner() + " keeps it, who joins late receives it first.");
            for (Contract contract : contracts) {
                ObjectNode schema = ContractFiles.schema(contract);
                message(messages.putObject(contract.type()), contract, schema);
                snapshotMessage(messages.putObject(snapshotOf(contract)), contract, schema);
                schemas.set(contract.type(), payload(schema));
            }
        }
        security(components.putObject("securitySchemes"));
        return document;
    }

    /** The schema as a part of the document, which names the dialect and the place itself. */
    static ObjectNode payload(ObjectNode schema) {
        ObjectNode payload = schema.deepCopy();
        payload.remove(List.of("$schema", "$id"));
        return payload;
    }

    /** Name of the message that a contract's event is on the snapshot topic. */
    static String snapshotOf(Contract contract) {
        return contract.type() + ".snapshot";
    }

    private static String factKey(Contract contract) {
        return Snapshots.formOf(contract)
                .replace("<subject>", "{ce_subject}")
                .replace('<', '{')
                .replace('>', '}');
    }

    private static void info(ObjectNode info) {
        info.put("title", "Kepu events · 党建带科普事件")
                .put("version", Release.newestVersion())
                .put(
                        "description",
                        "各服务在 Kafka 上发布的事件：每个事件是某单位已发生的事实，不含个人信息。"
                                + " The events that the services tell on Kafka: each is a fact about a unit, never a"
                                + " command, and holds no personal data. CloudEvents 1.0, binary mode. Delivery is at"
                                + " least once; order holds per unit and topic; of one subject the highest"
                                + " (ce_epoch, ce_sequence) is the newest.");
        info.putObject("license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
    }

    private static void servers(ObjectNode servers) {
        ObjectNode cluster = servers.putObject("cluster");
        cluster.put("host", "{bootstrap}")
                .put("protocol", "kafka-secure")
                .put(
                        "description",
                        "集群：SASL/SCRAM 登录，订阅方只读。 The installation's brokers: SASL/SCRAM sign-in; a subscriber"
                                + " may read all topics here and use consumer groups that start with its own name and"
                                + " a dot.");
        cluster.putObject("variables")
                .putObject("bootstrap")
                .put("description", "引导服务器。 Bootstrap servers of the installation, host:port.")
                .put("default", "kafka:9092");
        cluster.putArray("security").addObject().put("$ref", "#/components/securitySchemes/subscriber");
        servers.putObject("standalone")
                .put("host", "127.0.0.1:9092")
                .put("protocol", "kafka")
                .put("description", "单机版，仅限本机。 The standalone launcher: this machine only, without sign-in.");
    }

    private static void security(ObjectNode schemes) {
        schemes.putObject("subscriber")
                .put("type", "scramSha512")
                .put("description", "用户名和密码由运维发放。 User and password are handed out by the operations team.");
    }

    private static void channel(ObjectNode channel, TopicFacts facts, List<Contract> contracts) {
        channel.put("address", facts.topic())
                .put("title", facts.zh())
                .put(
                        "description",
                        facts.zh() + "，由 " + facts.owner() + " 服务发布，键为单位代码。 " + facts.en() + "; told by "
                                + facts.owner() + ", keyed by unit. Subject: " + facts.subject() + ".");
        ObjectNode messages = channel.putObject("messages");
        contracts.forEach(contract ->
                messages.putObject(contract.type()).put("$ref", "#/components/messages/" + contract.type()));
        channel.putArray("tags").addObject().put("name", facts.owner());
        kafka(channel, facts.topic(), "delete").put("retention.ms", -1);
    }

    private static void snapshotChannel(ObjectNode channel, TopicFacts facts, List<Contract> contracts) {
        String topic = Snapshots.topicOf(facts.topic());
        channel.put("address", topic)
                .put("title", facts.zh() + "快照")
                .put(
                        "description",
                        facts.zh() + "快照：每个事实的最新事件，由 " + facts.owner() + " 服务维护，键为事实。 The newest event of each"
                                + " fact of " + facts.topic() + ", in the partition of the same number; kept by "
                                + facts.owner() + ", keyed by fact. Who joins late reads each partition to its end with"
                                + " isolation level read_committed, and then that topic from the offset after the"
                                + " highest " + Snapshots.POSITION + " on.");
        ObjectNode messages = channel.putObject("messages");
        contracts.forEach(contract ->
                messages.putObject(contract.type()).put("$ref", "#/components/messages/" + snapshotOf(contract)));
        channel.putArray("tags").addObject().put("name", facts.owner());
        kafka(channel, topic, "compact");
    }

    /** Describes the topic of a channel; gives back its configuration. */
    private static ObjectNode kafka(ObjectNode channel, String topic, String cleanup) {
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", topic).put("partitions", PARTITIONS);
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        configuration.putArray("cleanup.policy").add(cleanup);
        kafka.put("bindingVersion", BINDING);
        return configuration;
    }

    private static ObjectNode operation(ObjectNode operation, String topic, List<Contract> contracts) {
        operation.put("action", "send");
        operation.putObject("channel").put("$ref", "#/channels/" + topic);
        ArrayNode messages = operation.putArray("messages");
        contracts.forEach(
                contract -> messages.addObject().put("$ref", "#/channels/" + topic + "/messages/" + contract.type()));
        return operation;
    }

    private static void message(ObjectNode message, Contract contract, ObjectNode schema) {
        ObjectNode sample = ContractFiles.sample(contract);
        describe(message, contract, schema, HEADERS)
                .put(
                        "description",
                        "单位代码，与 ce_unit 相同；all 表示整个系统。 Official code of the unit, equal to ce_unit; all is the"
                                + " whole installation.");
        ObjectNode example = message.putArray("examples").addObject();
        example.put("name", "frozen-sample");
        example.set("headers", sample.path("headers"));
        example.set("payload", sample.path("value"));
    }

    private static void snapshotMessage(ObjectNode message, Contract contract, ObjectNode schema) {
        describe(message, contract, schema, SNAPSHOT_HEADERS)
                .put("description", "事实：" + factKey(contract) + "。 The fact whose newest event this is.");
        if (Snapshots.endsFact(contract.event())) {
            message.putObject("payload")
                    .put("type", "null")
                    .put(
                            "description",
                            "墓碑：没有值，该事实已不复存在。 A tombstone: no value, as nothing holds of the fact any more.");
        }
    }

    /** What a message is on the stream and in the snapshot alike; gives back the schema of its key. */
    private static ObjectNode describe(ObjectNode message, Contract contract, ObjectNode schema, String headerSchema) {
        message.put("name", contract.type())
                .put("title", schema.path("title").asString())
                .put("summary", schema.path("description").asString())
                .put("contentType", "application/json")
                .put(FACT, factKey(contract));
        if (Snapshots.endsFact(contract.event())) {
            message.put(ENDS_FACT, true);
        }
        message.putObject("correlationId").put("location", "$message.header#/ce_correlationid");
        ObjectNode headers = message.putObject("headers").put("type", "object");
        headers.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + headerSchema);
        ObjectNode fixed = headers.putObject("properties");
        fixed.putObject("ce_type").put("const", contract.type());
        fixed.putObject("ce_source").put("const", "/" + contract.topic().split("\\.")[1]);
        fixed.putObject("ce_dataschema").put("const", contract.schemaId());
        message.putObject("payload").put("$ref", "#/components/schemas/" + contract.type());
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        ObjectNode key = kafka.putObject("key").put("type", "string").put("minLength", 1);
        kafka.put("bindingVersion", BINDING);
        return key;
    }

    private static void snapshotHeaders(ObjectNode headers) {
        headers.put("title", "Snapshot headers · 快照头")
                .put("description", "事件头，外加事件在流中的位置。 The event's headers, and where on its topic it came from.")
                .put("type", "object");
        headers.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + HEADERS);
        headers.putArray("required").add(Snapshots.POSITION);
        text(
                        headers.putObject("properties"),
                        Snapshots.POSITION,
                        "在原主题同号分区中的偏移量。 Offset on the event's own topic, in the partition of the same number.")
                .put("pattern", "^(0|[1-9][0-9]{0,18})$");
    }

    private static void headers(ObjectNode headers) {
        headers.put("title", "Event headers · 事件头")
                .put("description", "CloudEvents 1.0 二进制模式，UTF-8 文本。 CloudEvents 1.0, binary mode; UTF-8 text.")
                .put("type", "object");
        ArrayNode required = headers.putArray("required");
        ObjectNode properties = headers.putObject("properties");
        List.of(
                        "ce_specversion",
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_subject",
                        "ce_time",
                        "ce_dataschema",
                        "ce_recordedat",
                        "ce_sequence",
                        "ce_epoch",
                        "ce_unit",
                        "ce_actor",
                        "ce_correlationid",
                        "content-type")
                .forEach(required::add);
        text(properties, "ce_specversion", "CloudEvents 版本。 Version of CloudEvents.")
                .put("const", "1.0");
        text(properties, "ce_id", "事件标识，按它去重。 Unique id of the event; be idempotent on it.")
                .put("format", "uuid")
                .put("pattern", "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
        text(properties, "ce_type", "事件类型，决定数据模式。 Wire type; decides the schema.");
        text(properties, "ce_source", "发布事件的服务。 The service that owns the event.");
        words(properties, "ce_subject", "聚合的标识，只作比较。 Id of the aggregate that tells it; compare only.");
        instant(properties, "ce_time", "在村里发生的时间。 When it happened in the village.");
        text(properties, "ce_dataschema", "数据模式的 $id。 The $id of the schema of the payload.");
        instant(properties, "ce_recordedat", "系统得知的时间。 When the system learned it; may be weeks later.");
        text(properties, "ce_sequence", "同一 subject 内的序号，从 1 起。 Position among the events of its subject, from 1.")
                .put("pattern", "^[1-9][0-9]{0,18}$");
        text(properties, "ce_epoch", "数据库从备份恢复的次数，先于序号比较。 Compared before ce_sequence; grows with each restore.")
                .put("pattern", "^(0|[1-9][0-9]{0,18})$");
        words(properties, "ce_unit", "单位代码，与键相同。 Official code of the unit; equals the key.");
        words(properties, "ce_actor", "记录者的假名。 Pseudonym of who recorded it, never a name.");
        words(properties, "ce_correlationid", "同一请求或同一链条的标识。 Ties together what one request caused.");
        words(properties, "ce_causationid", "引起本事件的事件。 Id of the event that caused this one, if any.");
        words(properties, "traceparent", "W3C 追踪上下文。 W3C trace context of the request, if traced.");
        text(properties, "content-type", "数据格式。 Format of the payload.").put("const", "application/json");
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }

    private static void words(ObjectNode properties, String name, String description) {
        text(properties, name, description)
                .put("minLength", 1)
                .put("maxLength", Envelope.MAX_TEXT)
                .put("pattern", TEXT);
    }

    private static void instant(ObjectNode properties, String name, String description) {
        text(properties, name, description).put("format", "date-time").put("pattern", GeneratedContracts.INSTANT);
    }
}
