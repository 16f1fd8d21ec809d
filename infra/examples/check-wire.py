#!/usr/bin/env python3
"""Reads every topic of the AsyncAPI document from its beginning to its end, and checks each record against it.

    check-wire.py asyncapi.json

Connects as the Python example does. Prints how many records of each type there were; what is not as the document says
goes to stderr and makes the exit code 1. Dead-letter and snapshot topics are not looked at.
"""
import collections
import json
import pathlib
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition
from jsonschema import Draft7Validator

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "python"))
from cards import connection  # noqa: E402


class Document:
    def __init__(self, file):
        self.all = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        self.validators = {}

    def errors(self, part, instance):
        """What keeps a header block or a payload from being as the part of a message says."""
        if part not in self.validators:
            message, name = part
            self.validators[part] = Draft7Validator({
                "allOf": [self.all["components"]["messages"][message][name]],
                "components": {"schemas": self.all["components"]["schemas"]}})
        return [f"{name_of(each)}{each.message}" for each in self.validators[part].iter_errors(instance)]

    def refusals(self, topic, record):
        headers = {name: (text or b"").decode("utf-8", "replace") for name, text in record.headers() or []}
        wire_type = headers.get("ce_type", "")
        if wire_type not in self.all["channels"][topic]["messages"]:
            return wire_type, [f"ce_type {wire_type!r} is no message of this topic"]
        refusals = self.errors((wire_type, "headers"), headers)
        unknown = headers.keys() - self.all["components"]["schemas"]["event-headers"]["properties"].keys()
        refusals += [f"header {name} is not in the document" for name in sorted(unknown)]
        if record.key() is None or record.key().decode("utf-8", "replace") != headers.get("ce_unit"):
            refusals.append("the key is not ce_unit")
        try:
            refusals += self.errors((wire_type, "payload"), json.loads(record.value() or b""))
        except ValueError as refusal:
            refusals.append(f"the value is not JSON: {refusal}")
        return wire_type, refusals


def name_of(error):
    return "".join(f"{step}: " for step in error.absolute_path)


def records(consumer, topics):
    """What lies on the topics, each partition to the end that it has when that is reached."""
    left = {(topic.topic, part) for topic in topics for part in topic.partitions}
    consumer.assign([TopicPartition(topic, part, OFFSET_BEGINNING) for topic, part in left])
    while left:
        record = consumer.poll(30)
        if record is None:
            raise SystemExit(f"nothing came for 30 seconds, and this is not at its end: {sorted(left)}")
        if not record.error():
            yield record
        elif record.error().code() == KafkaError._PARTITION_EOF:
            left.discard((record.topic(), record.partition()))
        else:
            raise KafkaException(record.error())


def main(file):
    document = Document(file)
    consumer = Consumer(connection())
    present = consumer.list_topics(timeout=30).topics
    bad = 0
    seen = collections.Counter()
    for topic in document.all["channels"].keys() - present.keys():
        print(f"{topic}: there is no such topic", file=sys.stderr)
        bad += 1
    for record in records(consumer, [present[each] for each in document.all["channels"] if each in present]):
        wire_type, refusals = document.refusals(record.topic(), record)
        seen[wire_type] += 1
        for refusal in refusals:
            print(f"{record.topic()} {record.partition()}@{record.offset()}: {refusal}", file=sys.stderr)
        bad += bool(refusals)
    for topic in sorted(present.keys() - document.all["channels"].keys()):
        if topic.startswith("kepu.") and not topic.endswith((".dlt", ".snapshot")):
            print(f"{topic}: a topic that the document does not name", file=sys.stderr)
            bad += 1
    consumer.close()
    for wire_type in sorted(seen):
        print(seen[wire_type], wire_type)
    print(f"{sum(seen.values())} records, {bad} not as the document says")
    return bad > 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
