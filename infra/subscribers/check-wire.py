#!/usr/bin/env python3
"""Reads every topic of the AsyncAPI document from its beginning to its end, and checks each record against it.

    check-wire.py asyncapi.json

Connects as the Python example does. Prints how many records of each type there were; what is not as the document says
goes to stderr and makes the exit code 1. A snapshot's records must be those at their positions on the topic beside it,
and no fact may be missing that was told there before the last of them. Dead-letter topics are not looked at.
"""
import collections
import json
import pathlib
import re
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition
from jsonschema import Draft7Validator

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "python"))
from cards import connection  # noqa: E402

SNAPSHOT, POSITION = ".snapshot", "kepu_position"


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
        """The type of a record, its fact if it can be read, and what is not as the document says."""
        headers = {name: (text or b"").decode("utf-8", "replace") for name, text in record.headers() or []}
        wire_type = headers.get("ce_type", "")
        if wire_type not in self.all["channels"][topic]["messages"]:
            return wire_type, None, [f"ce_type {wire_type!r} is no message of this topic"]
        message = self.all["channels"][topic]["messages"][wire_type]["$ref"].rpartition("/")[2]
        refusals = self.errors((message, "headers"), headers)
        known = self.all["components"]["schemas"]["event-headers"]["properties"].keys()
        unknown = headers.keys() - known - ({POSITION} if topic.endswith(SNAPSHOT) else set())
        refusals += [f"header {name} is not in the document" for name in sorted(unknown)]
        try:
            value = None if record.value() is None else json.loads(record.value())  # none of a tombstone
            refusals += self.errors((message, "payload"), value)
        except ValueError as refusal:
            refusals.append(f"the value is not JSON: {refusal}")
        fact = None if refusals else self.fact(wire_type, headers, value)
        what, expected = ("the fact", fact) if topic.endswith(SNAPSHOT) else ("ce_unit", headers.get("ce_unit"))
        if record.key() is None or record.key().decode("utf-8", "replace") != expected:
            refusals.append(f"the key is not {what}")
        return wire_type, fact, refusals

    def ends(self, wire_type):
        """Whether nothing holds of a fact once this is its newest event, so that its snapshot is a tombstone."""
        return self.all["components"]["messages"].get(wire_type, {}).get("x-ends-fact", False)

    def fact(self, wire_type, headers, value):
        """Key of the fact that an event is about."""
        form = self.all["components"]["messages"][wire_type]["x-fact-key"]
        return re.sub(r"{(\w+)}", lambda part: str({**(value or {}), **headers}.get(part[1])), form)


class Snapshots:
    """What the snapshots hold, to be found again on the topics that they were made from."""

    def __init__(self):
        self.claims, self.newest, self.last = {}, {}, {}
        self.lacking, self.ended = {}, {}

    def add(self, record, fact):
        headers = dict(record.headers())
        topic, part, position = record.topic().removesuffix(SNAPSHOT), record.partition(), int(headers[POSITION])
        self.claims[topic, part, position] = mark(record)
        self.newest[topic, fact] = max(self.newest.get((topic, fact), (0, 0)), pair(headers))
        self.last[topic, part] = max(self.last.get((topic, part), -1), position)

    def refusals(self, record, fact, ends):
        """What is wrong with the snapshot, seen from a record of the topic that it was made from."""
        topic, part, position = record.topic(), record.partition(), record.offset()
        claim = self.claims.pop((topic, part, position), None)
        if claim is not None and claim != mark(record, ends):
            yield "the snapshot says otherwise"
        if fact is None:
            return
        age = pair(dict(record.headers()))
        if ends:
            self.ended[topic, fact] = max(self.ended.get((topic, fact), (-1, 0)), age)
        if position <= self.last.get((topic, part), -1) and self.newest.get((topic, fact), (-1, 0)) < age:
            self.lacking.setdefault((topic, fact), []).append((place_of(record), age, self.last[topic, part]))

    def lacks(self):
        """Where the snapshot lacks what is not superseded by the end of its fact, of which a tombstone may be gone."""
        for fact, missing in self.lacking.items():
            for place, age, reach in missing:
                if age > self.ended.get(fact, (-1, 0)):
                    yield place, f"the snapshot lacks it, though it reaches to {reach}"


def mark(record, ends=False):
    return hash((None if ends else record.value(), *(header for header in record.headers() if header[0] != POSITION)))


def pair(headers):
    return int(headers["ce_epoch"]), int(headers["ce_sequence"])


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
    bad = []

    def refuse(place, refusals):
        for refusal in refusals:
            print(f"{place}: {refusal}", file=sys.stderr)
        if refusals:
            bad.append(place)

    for topic in sorted(document.all["channels"].keys() - present.keys()):
        refuse(topic, ["there is no such topic"])
    for topic in sorted(present.keys() - document.all["channels"].keys()):
        if topic.startswith("kepu.") and not topic.endswith(".dlt"):
            refuse(topic, ["a topic that the document does not name"])
    read = [present[each] for each in document.all["channels"] if each in present]
    snapshots = Snapshots()
    seen, kept = collections.Counter(), 0
    for record in records(consumer, [each for each in read if each.topic.endswith(SNAPSHOT)]):
        _, fact, refusals = document.refusals(record.topic(), record)
        refuse(place_of(record), refusals)
        kept += 1
        if not refusals:
            snapshots.add(record, fact)
    for record in records(consumer, [each for each in read if not each.topic.endswith(SNAPSHOT)]):
        wire_type, fact, refusals = document.refusals(record.topic(), record)
        seen[wire_type] += 1
        refuse(place_of(record), refusals + list(snapshots.refusals(record, fact, document.ends(wire_type))))
    for place, refusal in snapshots.lacks():
        refuse(place, [refusal])
    lows = {place: consumer.get_watermark_offsets(TopicPartition(*place), timeout=30)[0]
            for place in {(topic, part) for topic, part, _ in snapshots.claims}}
    for topic, part, position in sorted(snapshots.claims):
        if position >= lows[topic, part]:
            refuse(f"{topic}{SNAPSHOT} {part}", [f"it says that it has a record of {position}, where there is none"])
    consumer.close()
    for wire_type in sorted(seen):
        print(seen[wire_type], wire_type)
    print(f"{sum(seen.values())} records and {kept} of snapshots, {len(bad)} not as the document says")
    return len(bad) > 0


def place_of(record):
    return f"{record.topic()} {record.partition()}@{record.offset()}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
