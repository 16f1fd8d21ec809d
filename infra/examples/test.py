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

from confluent_kafka import Producer
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


def card(unit, year, epoch, sequence, composite, band):
    card.told += 1
    sample = next(each for each in samples() if each["topic"] == CARDS)
    sample["key"] = unit
    sample["headers"] |= {"ce_unit": unit, "ce_subject": f"{unit}:{year}", "ce_epoch": str(epoch),
                          "ce_sequence": str(sequence), "ce_id": f"01980f3a-5c00-7000-9001-{card.told:012x}"}
    sample["value"] |= {"year": year, "composite": decimal(composite), "band": band}
    return sample


card.told = 0


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
            [NewTopic(topic, PARTITIONS, 1, config={"retention.ms": "-1"}) for topic in topics]).values():
        created.result(PATIENCE)
    township = Township(bootstrap)

    for sample in samples():
        township.tell(sample)
    township.flush()
    wire = run(sys.executable, str(HERE / "check-wire.py"), str(CONTRACTS / "asyncapi.json"))
    check("every frozen sample is on the wire as the AsyncAPI document says", wire.stdout + wire.stderr,
          "".join(f"1 {name}\n" for name in sorted(sample["headers"]["ce_type"] for sample in samples()))
          + f"{len(samples())} records, 0 not as the document says\n")
    for command, expected in one_liners():
        check(f"kcat: {command.splitlines()[0]}", run("bash", "-euo", "pipefail", "-c", command).stdout, expected)
    sample_card = "510182101201 2026 90.21 EXCELLENT 1 2\n"
    database = str(work / "once.db")
    check("Python prints the card of the frozen sample", Child(*python, database, "--once").result(), sample_card)
    check("Go prints the card of the frozen sample", Child(go, "-once").result(), sample_card)

    first, second, expected = load()
    expected = "".join(sorted((expected + sample_card).splitlines(True)))
    early = Child(*python, str(work / "early.db"))
    early.wait_for(1, OUTCOME)
    for each in first:
        township.tell(each)
    township.flush()
    late_python, late_go = Child(*python, str(work / "late.db")), Child(go)
    early.wait_for(len(first), OUTCOME)
    interrupted = early.stop()
    check("Python, stopped in the middle of the load, has one card a village", len(interrupted.splitlines()), 31)
    for each in second:
        township.tell(each)
    ends = [card(f"99999999{part:02}", 2025, 1, 1, "0.00", "FAIL") for part in range(PARTITIONS)]
    for part, each in enumerate(ends):
        township.tell(each, partition=part)
    township.flush()
    expected += "".join(f"{each['key']} 2025 0.00 FAIL 1 1\n" for each in ends)
    check("Python goes on where it stopped", Child(*python, str(work / "early.db"), "--once").result(), expected)
    again = Child(*python, str(work / "early.db"), "--once")
    check("Python, started once more, takes nothing twice", (again.result(), "".join(again.said)), (expected, ""))
    everything = len(first) + len(second) + len(ends) + 1
    for name, late in (("Python", late_python), ("Go", late_go)):
        outcomes = late.wait_for(everything, OUTCOME)
        check(f"{name} skipped the unknown type and reported what cannot be read",
              (outcomes.count("skipped"), outcomes.count("unreadable")), (1, 2))
        check(f"{name}, started in the middle of the load, ends like the one that was there first", late.stop(), expected)
    check("Go, started afterwards, ends the same", Child(go, "-once").result(), expected)

    wire = run(sys.executable, str(HERE / "check-wire.py"), str(CONTRACTS / "asyncapi.json"))
    check("what is not as the document says is found",
          (wire.returncode, wire.stdout.splitlines()[-1].split(", ")[1], len(wire.stderr.splitlines())),
          (1, "3 not as the document says", 3))


def main(java, classpath, folder):
    for stale in ("once.db", "early.db", "late.db"):
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
