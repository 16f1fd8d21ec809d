#!/usr/bin/env python3
"""Keeps the newest card of every unit and year in a SQLite file, across restarts; of a retracted one only its age.

    cards.py cards.db            follows the topic until it is told to stop (Ctrl-C, SIGTERM), then prints the cards
    cards.py cards.db --once     stops when it has everything that is there

A new file is filled from the topic's snapshot, which says where on the topic to go on. What was taken and up to where
is stored in one transaction, so that a crash neither loses nor repeats anything.
"""
import json
import os
import signal
import sqlite3
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

TOPIC = "kepu.assessment.scorecard"
SNAPSHOT = TOPIC + ".snapshot"
CHANGED, RETRACTED = "kepu.assessment.scorecard-changed.v1", "kepu.assessment.scorecard-retracted.v1"


def connection():
    settings = {"bootstrap.servers": os.environ.get("KAFKA_BOOTSTRAP", "127.0.0.1:9092"),
                "group.id": os.environ.get("KAFKA_USER", "analytics") + ".cards-python",  # named, but never joined
                "isolation.level": "read_committed",  # the default here, but not in every client
                "auto.offset.reset": "error",  # a position that is no more is a gap: fail, do not jump over it
                "enable.auto.commit": False, "enable.partition.eof": True}
    if "KAFKA_USER" in os.environ:
        settings |= {"security.protocol": os.environ.get("KAFKA_SECURITY_PROTOCOL", "SASL_SSL"),
                     "sasl.mechanism": "SCRAM-SHA-512",
                     "sasl.username": os.environ["KAFKA_USER"], "sasl.password": os.environ["KAFKA_PASSWORD"]}
    return settings


def apply(store, record):
    """Takes a record in if it is a card and newer than the one at hand; says what became of it."""
    headers = {name: (text or b"").decode() for name, text in record.headers() or []}
    if headers.get("ce_type") not in (CHANGED, RETRACTED):
        return "skipped"  # contracts grow
    try:
        if headers["ce_type"] == RETRACTED:  # in the snapshot it has no value; how new it is matters for stragglers
            card = dict.fromkeys(("year", "composite", "band"))
        else:
            card = json.loads(record.value(), parse_float=str)  # a score is decimal: keep its digits
        row = (headers["ce_subject"], headers["ce_unit"], card["year"], int(headers["ce_epoch"]),
               int(headers["ce_sequence"]), card["composite"], card["band"])
    except (KeyError, TypeError, ValueError) as refusal:
        # It will never become readable; do not let it hold up the others.
        print(f"unreadable {record.topic()} {record.partition()}@{record.offset()}: {refusal!r}", file=sys.stderr)
        return "unreadable"
    # Duplicates and older versions change nothing: of one subject the highest (epoch, sequence) is the newest.
    changed = store.execute(
        "insert into cards values (?, ?, ?, ?, ?, ?, ?) on conflict (subject) do update set"
        " year = excluded.year, epoch = excluded.epoch, sequence = excluded.sequence, composite = excluded.composite,"
        " band = excluded.band"
        " where (excluded.epoch, excluded.sequence) > (epoch, sequence)", row).rowcount
    return "applied" if changed else "duplicate"


def records(consumer, left):
    """The next records, if there are any; a partition that is at its end is taken out of what is left."""
    for record in consumer.consume(500, 0.5):
        if not record.error():
            yield record
        elif record.error().code() == KafkaError._PARTITION_EOF:
            left.discard(record.partition())
        else:
            raise KafkaException(record.error())


def start(store, consumer, parts, stopped):
    """Takes in the snapshot; gives the positions on the topic, partition by partition, at which to go on."""
    position, left, count = dict.fromkeys(parts, 0), set(parts), 0
    consumer.assign([TopicPartition(SNAPSHOT, part, OFFSET_BEGINNING) for part in parts])
    while left and not stopped:
        for record in records(consumer, left):
            apply(store, record)
            after = int(dict(record.headers())["kepu_position"]) + 1
            position[record.partition()] = max(position[record.partition()], after)
            count += 1
    print(f"snapshot: {count} records", file=sys.stderr)
    return position


def main(file, once):
    store = sqlite3.connect(file, isolation_level=None)
    store.execute("create table if not exists cards (subject text primary key, unit text, year int, epoch int,"
                  " sequence int, composite text, band text)")
    store.execute("create table if not exists positions (part int primary key, next int)")
    stopped = []
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stopped.append(True))
    consumer = Consumer(connection())
    parts = sorted(consumer.list_topics(TOPIC, 30).topics[TOPIC].partitions)
    position = dict(store.execute("select part, next from positions"))
    left = set(parts)
    store.execute("begin")
    if not position:
        position = start(store, consumer, parts, stopped)
    consumer.assign([TopicPartition(TOPIC, part, position[part]) for part in parts])
    while not stopped and (left or not once):
        for record in records(consumer, left):
            outcome = apply(store, record)
            position[record.partition()] = record.offset() + 1
            print(outcome, record.partition(), record.offset(), file=sys.stderr)
        store.executemany("insert or replace into positions values (?, ?)", position.items())
        store.execute("commit")
        store.execute("begin")
    consumer.close()
    for card in store.execute("select unit, year, composite, band, epoch, sequence from cards"
                              " where composite is not null order by unit, year"):
        print(*card)


if __name__ == "__main__":
    if not sys.argv[1:] or sys.argv[2:] not in ([], ["--once"]):
        sys.exit(__doc__)
    main(sys.argv[1], "--once" in sys.argv)
