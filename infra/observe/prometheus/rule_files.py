"""Reads the rule files without a YAML library: only the shape in which they are written here, and anything else is an error."""

import re


class Unreadable(Exception):
    """A line that this reader does not know; it never passes over one."""


def rules(path):
    """The rules of a file in order: dicts with alert or record, expr, for, labels, annotations."""
    found = []
    lines = path.read_text(encoding="utf-8").splitlines()
    at = 0

    def block(indent):
        nonlocal at
        text = []
        while at < len(lines) and (not lines[at].strip() or lines[at].startswith(" " * indent)):
            text.append(lines[at][indent:])
            at += 1
        return "\n".join(text).strip()

    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip() or re.match(r" *#", line) or line == "groups:":
            continue
        if re.fullmatch(r"  - name: [\w-]+|    interval: \w+|    rules:", line):
            continue
        if match := re.fullmatch(r"      - (alert|record): (\S+)", line):
            found.append({match[1]: match[2], "labels": {}, "annotations": {}})
        elif found and re.fullmatch(r"        expr: [|]-", line):
            found[-1]["expr"] = block(10)
        elif found and (match := re.fullmatch(r"        (expr|for): (\S.*)", line)):
            found[-1][match[1]] = match[2]
        elif found and (match := re.fullmatch(r"        (labels|annotations):", line)):
            part = found[-1][match[1]]
            for inner in block(10).splitlines():
                pair = re.fullmatch(r"([a-z_]+): (?:'((?:[^']|'')*)'|([\w./-]+))", inner)
                if not pair:
                    raise Unreadable(f"{path}: {inner}")
                part[pair[1]] = pair[3] if pair[2] is None else pair[2].replace("''", "'")
        else:
            raise Unreadable(f"{path}:{at}: {line}")
    for rule in found:
        if not rule.get("expr"):
            raise Unreadable(f"{path}: no expr in {rule}")
    return found
