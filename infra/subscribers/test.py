"""Plays the frozen samples and a year of cards to the examples and looks at what they print; run by the script test."""
import contextlib
import json
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

from confluent_kafka import OFFSET_END, Consumer, KafkaError, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

HERE = pathlib.Path(__file__).parent
CONTRACTS = HERE / "../../shared-contracts/src/main/resources/kepu/contracts"
CARDS = "kepu.assessment.scorecard"
PARTITIONS = 6
PATIENCE = 60
OUTCOME = r"(applied|duplicate|skipped|unreadable) \d"
checks = 0


def check(what, actual, expected):
    global checks
    if actual != expected:
        sys.exit(f"FAILED: {what}\nexpected:\n{expected}\nactual:\n{actual}")
    checks += 1
    print(f"ok: {what}")


class Child:
    """A process whose lines are waited for, never slept for."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.said, self.lines, self.out = [], queue.Queue(), []
        self.readers = [threading.Thread(target=self.read, args=each, daemon=True)
                        for each in ((self.process.stdout, self.out), (self.process.stderr, self.said))]
        for reader in self.readers:
            reader.start()

    def read(self, stream, kept):
        for line in stream:
            kept.append(line)
            self.lines.put(line)
        self.lines.put(None)

    def wait_for(self, count, pattern):
        found = []
        while len(found) < count:
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                sys.exit(f"FAILED: waited {PATIENCE} s for {pattern}\n{''.join(self.said[-20:])}")
            if line is None:
                sys.exit(f"FAILED: ended before {pattern}\n{''.join(self.said[-20:])}")
            found += re.findall(pattern, line)
        return found

    def result(self):
        status = self.process.wait(PATIENCE)
        for reader in self.readers:
            reader.join(PATIENCE)
        if status != 0:
            sys.exit(f"FAILED: exit code {status}\n{''.join(self.said[-20:])}")
        return "".join(self.out)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.result()


def decimal(text):
    """Stands for a number that is to be written as it was read, with its zeros."""
    return "#" + text


def samples():
    return [json.loads(file.read_text(encoding="utf-8"), parse_float=decimal)
            for file in sorted((CONTRACTS / "samples").iterdir())]


class Township:
    """Sends records as the services do."""

    def __init__(self, bootstrap):
        self.producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True,
                                  "partitioner": "murmur2_random", "log_level": 2})

    def tell(self, sample, **where):
        value = sample["value"] if isinstance(sample["value"], str) else re.sub(
            '"#([0-9.]+)"', r"\1", json.dumps(sample["value"], ensure_ascii=False, separators=(",", ":")))
        self.producer.produce(sample["topic"], value.encode(), sample["key"].encode(),
                              headers=list(sample["headers"].items()), **where)

    def flush(self):
        if self.producer.flush(PATIENCE):
            sys.exit("FAILED: not everything could be sent")


class Keeper:
    """Keeps the snapshots as the services that own the topics do, for none of them runs here.

    Goes through each partition in order and writes the newest record of each fact to the partition of the same number,
    as it was but for its key, the fact, and its position, in a transaction.
    """

    def __init__(self, bootstrap, topics):
        messages = json.loads((CONTRACTS / "asyncapi.json").read_text(encoding="utf-8"))["components"]["messages"]
        self.forms = {name: message["x-fact-key"] for name, message in messages.items()}
        self.ends = {name for name, message in messages.items() if message.get("x-ends-fact")}
        self.consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "keeper", "enable.auto.commit": False,
                                  "enable.partition.eof": True, "log_level": 2})
        self.producer = Producer({"bootstrap.servers": bootstrap, "transactional.id": "keeper", "log_level": 2})
        self.producer.init_transactions(PATIENCE)
        self.next = {(topic, part): 0 for topic in topics for part in range(PARTITIONS)}
        self.newest, self.after, self.written = {}, {}, 0

    def fact(self, record):
        headers = {name: text.decode() for name, text in record.headers()}
        value = json.loads(record.value())
        key = re.sub(r"{(\w+)}", lambda part: str({**value, **headers}[part[1]]), self.forms[headers["ce_type"]])
        return key, (int(headers["ce_epoch"]), int(headers["ce_sequence"]))

    def follow(self):
        """Takes in what there is by now."""
        batch, left = {}, set(self.next)
        self.consumer.assign([TopicPartition(*each, offset) for each, offset in self.next.items()])
        while left:
            record = self.consumer.poll(PATIENCE)
            place = record.topic(), record.partition()
            if record.error():
                if record.error().code() != KafkaError._PARTITION_EOF:
                    raise KafkaException(record.error())
                left.discard(place)
                continue
            self.next[place] = record.offset() + 1
            try:
                fact, version = self.fact(record)
            except (KeyError, ValueError):
                continue  # of no known type, or unreadable: neither is a fact
            # The same version is written again, so that nothing is lost if the first time was in vain.
            if version >= self.newest.get((place[0], fact), version):
                self.newest[place[0], fact] = version
                batch.pop((place, fact), None)
                batch[place, fact] = record
        self.producer.begin_transaction()
        for ((topic, part), fact), record in batch.items():
            value = None if dict(record.headers())["ce_type"].decode() in self.ends else record.value()
            self.write(topic, part, fact, value, record.headers(), record.offset())
            self.after[topic, part] = record.offset() + 1
        self.producer.commit_transaction(PATIENCE)
        self.written += len(batch)

    def write(self, topic, part, fact, value, headers, position):
        self.producer.produce(topic + ".snapshot", value, fact, part,
                              headers=headers + [("kepu_position", str(position))])

    def fail(self, topic, sample):
        """Dies in the middle of a transaction, in every partition: what it holds must not be taken for a fact."""
        self.producer.begin_transaction()
        for part in range(PARTITIONS):
            self.write(topic, part, sample["headers"]["ce_subject"], sample["value"], list(sample["headers"].items()),
                       10**9)
        if self.producer.flush(PATIENCE):
            sys.exit("FAILED: not everything could be sent")
        self.producer.abort_transaction(PATIENCE)


def card(unit, year, epoch, sequence, composite, band):
    card.told += 1
    sample = next(each for each in samples() if each["topic"] == CARDS)
    sample["key"] = unit
    sample["headers"] |= {"ce_unit": unit, "ce_subject": f"{unit}:{year}", "ce_epoch": str(epoch),
                          "ce_sequence": str(sequence), "ce_id": f"01980f3a-5c00-7000-9001-{card.told:012x}"}
    sample["value"] |= {"year": year, "composite": decimal(composite), "band": band}
    return sample


card.told = 0


def retracted(unit, year, epoch, sequence):
    told = card(unit, year, epoch, sequence, "0.00", "FAIL")
    sample = next(each for each in samples() if each["headers"]["ce_type"].endswith("scorecard-retracted.v1"))
    told["headers"] |= {name: sample["headers"][name] for name in ("ce_type", "ce_dataschema")}
    told["value"] = dict(sample["value"], year=year)
    return told


def load():
    """A load in two halves, and the cards that it must end in, whoever was there when."""
    halves, newest = ([], []), {}
    for sequence in range(1, 41):
        for village in range(1, 31):
            unit, score = f"5101821012{village:02}", f"{(sequence * 7 + village) % 41 + 55}.{village:02}"
            band = "GOOD" if float(score) >= 80 else "PASS"
            epoch = 2 if village % 5 == 0 and sequence > 20 else 1
            counted = sequence - 20 if epoch == 2 else sequence
            told = card(unit, 2025, epoch, counted, score, band)
            half = halves[sequence > 20]
            half.append(told)
            newest[unit] = f"{unit} 2025 {score} {band} {epoch} {counted}"
            if village % 3 == 0:
                half.append(told)  # sent twice
    first, second = halves
    gone, back = "510182101228", "510182101229"
    second += [retracted(gone, 2025, 1, 41), retracted(back, 2025, 1, 41), card(back, 2025, 1, 42, "70.00", "PASS")]
    del newest[gone]
    newest[back] = f"{back} 2025 70.00 PASS 1 42"
    second += first[::7]  # the producer repeats old ones after a crash
    other = dict(card("510182101201", 2026, 1, 1, "90.00", "EXCELLENT"))
    unknown = json.loads(json.dumps(other))
    unknown["headers"]["ce_type"] = "kepu.assessment.scorecard-praised.v1"
    broken = dict(other, value='{"year": 2026, "compo')
    numberless = json.loads(json.dumps(other))
    numberless["headers"]["ce_sequence"] = "third"
    second += [unknown, broken, numberless]
    return first, second, "".join(line + "\n" for _, line in sorted(newest.items()))


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=PATIENCE)


def one_liners():
    """Command and expected output of each pair of blocks in the README."""
    pairs = re.findall(r"```sh\n(.*?)```\n+```text\n(.*?)```", (HERE / "README.md").read_text(encoding="utf-8"), re.S)
    check("the README shows at least four commands with their output", len(pairs) >= 4, True)
    return pairs


def examples(work, bootstrap):
    os.environ["KAFKA_BOOTSTRAP"] = bootstrap
    python, go = [sys.executable, "-u", str(HERE / "python/cards.py")], str(work / "cards-go")
    topics = sorted({sample["topic"] for sample in samples()})
    admin = AdminClient({"bootstrap.servers": bootstrap})
    for created in admin.create_topics(
            [NewTopic(topic, PARTITIONS, 1, config={"retention.ms": "-1"}) for topic in topics]
            + [NewTopic(topic + ".snapshot", PARTITIONS, 1, config={"cleanup.policy": "compact"})
               for topic in topics]).values():
        created.result(PATIENCE)
    township, keeper = Township(bootstrap), Keeper(bootstrap, topics)

    for sample in samples():
        township.tell(sample)
    township.flush()
    # These two find no snapshot yet, and so are there from the beginning of the topic.
    there, early = Child(*python, str(work / "there.db")), Child(*python, str(work / "early.db"))
    for each in (there, early):
        each.wait_for(2, OUTCOME)
    keeper.follow()
    wire = run(sys.executable, str(HERE / "check-wire.py"), str(CONTRACTS / "asyncapi.json"))
    check("every frozen sample is on the wire as the AsyncAPI document says, and its fact in the snapshot",
          wire.stdout + wire.stderr,
          "".join(f"1 {name}\n" for name in sorted(sample["headers"]["ce_type"] for sample in samples()))
          + f"{len(samples())} records and {len(keeper.newest)} of snapshots, 0 not as the document says\n")
    for command, expected in one_liners():
        check(f"kcat: {command.splitlines()[0]}", run("bash", "-euo", "pipefail", "-c", command).stdout, expected)
    sample_card = "510182101201 2026 90.21 EXCELLENT 1 2\n"
    for name, command in (("Python", (*python, str(work / "once.db"), "--once")), ("Go", (go, "-once"))):
        once = Child(*command)
        check(f"{name} prints the card of the frozen sample", once.result(), sample_card)
        check(f"{name} has it from the snapshot", outcomes(once), ("2", []))

    first, second, expected = load()
    expected = "".join(sorted((expected + sample_card).splitlines(True)))
    for told in (first[:len(first) // 2], first[len(first) // 2:]):
        for each in told:
            township.tell(each)
        township.flush()
        keeper.follow()
    early.wait_for(len(first), OUTCOME)
    interrupted = early.stop()
    check("Python, stopped in the middle of the load, has one card a village", len(interrupted.splitlines()), 31)

    nonsense = card("510182101201", 2026, 9, 9, "0.00", "FAIL")
    keeper.fail(CARDS, dict(nonsense, value="nonsense"))
    for level, count in (("read_uncommitted", PARTITIONS), ("read_committed", 0)):
        read = run("kcat", "-C", "-q", "-b", bootstrap, "-t", CARDS + ".snapshot", "-o", "beginning", "-e",
                   "-X", f"isolation.level={level}", "-f", "%s\n")
        check(f"{level} finds {count} records of a transaction that failed", read.stdout.count("nonsense\n"), count)

    # Those who come now come in the middle of the load, have a stretch to catch up that is in no snapshot yet, and
    # find nothing of what lies before; for this test it is deleted, which no installation does.
    middle = len(second) // 2
    for each in second[:middle]:
        township.tell(each)
    township.flush()
    beginnings = [TopicPartition(CARDS, part, keeper.after[CARDS, part]) for part in range(PARTITIONS)]
    for deleted in admin.delete_records(beginnings).values():
        deleted.result(PATIENCE)
    check("the beginning of the topic is gone in every partition, up to the position of the snapshot",
          [keeper.consumer.get_watermark_offsets(each, timeout=PATIENCE)[0] or "nothing gone" for each in beginnings],
          [each.offset for each in beginnings])
    late_python, late_go = Child(*python, str(work / "late.db")), Child(go)
    caught_up = {late: late.wait_for(middle, OUTCOME) for late in (late_python, late_go)}
    for each in second[middle:]:
        township.tell(each)
    ends = [card(f"99999999{part:02}", 2025, 1, 1, "0.00", "FAIL") for part in range(PARTITIONS)]
    for part, each in enumerate(ends):
        township.tell(each, partition=part)
    township.flush()
    expected += "".join(f"{each['key']} 2025 0.00 FAIL 1 1\n" for each in ends)
    there.wait_for(len(first) + len(second) + len(ends), OUTCOME)
    check("Python, there from the beginning to the end, has the cards of the load", there.stop(), expected)
    check("Python goes on where it stopped", Child(*python, str(work / "early.db"), "--once").result(), expected)
    again = Child(*python, str(work / "early.db"), "--once")
    check("Python, started once more, takes nothing twice", (again.result(), "".join(again.said)), (expected, ""))
    for name, late in (("Python", late_python), ("Go", late_go)):
        stream = caught_up[late] + late.wait_for(len(second) - middle + len(ends), OUTCOME)
        check(f"{name}, started from the snapshot in the middle of the load, ends like the one that was there first",
              late.stop(), expected)
        check(f"{name} skipped the unknown type and reported what cannot be read",
              (stream.count("skipped"), stream.count("unreadable")), (1, 2))
        check(f"{name} took the snapshot, and of the topic only what came after it", len(outcomes(late)[1]),
              len(second) + len(ends))

    keeper.follow()
    for name, command in (("Python", (*python, str(work / "after.db"), "--once")), ("Go", (go, "-once"))):
        after = Child(*command)
        check(f"{name}, started afterwards, ends the same", after.result(), expected)
        check(f"{name} has all of it from the snapshot, older repetitions or not",
              [each for each in outcomes(after)[1] if each != "unreadable" and each != "skipped"], [])

    wire = run(sys.executable, str(HERE / "check-wire.py"), str(CONTRACTS / "asyncapi.json"))
    check("what is not as the document says is found",
          (wire.returncode, wire.stdout.splitlines()[-1].split(", ")[1], len(wire.stderr.splitlines())),
          (1, "3 not as the document says", 3))

    township.tell(card("510182101201", 2027, 1, 1, "0.00", "FAIL"), partition=0)
    township.flush()
    [deleted] = admin.delete_records([TopicPartition(CARDS, 0, OFFSET_END)]).values()
    deleted.result(PATIENCE)
    for name, command in (("Python", (*python, str(work / "gap.db"), "--once")), ("Go", (go, "-once"))):
        gap = run(*command)
        check(f"{name} fails rather than jump over a record that is gone and in no snapshot",
              (gap.returncode, gap.stdout), (1, ""))


def outcomes(child):
    """How many records a subscriber had from the snapshot, and what became of those that it had from the topic."""
    said = "".join(child.said)
    return re.search(r"snapshot: (\d+) records", said)[1], re.findall(OUTCOME, said)


def main(java, classpath, folder):
    for stale in ("there.db", "once.db", "early.db", "late.db", "after.db", "gap.db"):
        (pathlib.Path(folder) / stale).unlink(missing_ok=True)
    data = tempfile.mkdtemp(prefix="kepu-examples-")
    broker = Child(java, "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                   "--sun-misc-unsafe-memory-access=allow", "-cp", classpath, "kepu.embedded.EmbeddedBroker", data, "0")
    try:
        [bootstrap] = broker.wait_for(1, r"^ready (\S+)")
        examples(pathlib.Path(folder), bootstrap)
    finally:
        broker.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            broker.process.wait(PATIENCE)
        broker.process.kill()
        shutil.rmtree(data)
    print(f"{checks} checks, all good")


if __name__ == "__main__":
    main(*sys.argv[1:])
