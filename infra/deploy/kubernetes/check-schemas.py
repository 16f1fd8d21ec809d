#!/usr/bin/env python3
"""Holds YAML documents against the schemas of Kubernetes and of CRDs; a field that no schema knows is a fault.

    check-schemas.py VERSION FOLDER FILE...

VERSION of Kubernetes, FOLDER with the CRDs of everything else. Exits with 1 after the faults. Needs requirements.txt.
"""

import pathlib
import sys

import jsonschema
import kubernetes_validate
import yaml


def closed(schema):
    """An API server drops fields that a CRD does not name; here they are refused."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(each) for name, each in schema.items()}
    if isinstance(made.get("properties"), dict) and not made.get("x-kubernetes-preserve-unknown-fields"):
        made.setdefault("additionalProperties", False)
    if made.get("x-kubernetes-int-or-string"):
        made.pop("type", None)
        made["anyOf"] = [{"type": "integer"}, {"type": "string"}]
    return made


def crds(folder):
    """Validators by apiVersion and kind."""
    known = {}
    for file in sorted(pathlib.Path(folder).glob("*.yaml")):
        crd = yaml.safe_load(file.read_text(encoding="utf-8"))["spec"]
        for version in crd["versions"]:
            schema = closed(version["schema"]["openAPIV3Schema"])
            name = f"{crd['group']}/{version['name']}", crd["names"]["kind"]
            known[name] = jsonschema.validators.Draft202012Validator(schema)
    return known


def fault(document, version, known):
    """What is wrong with a document; None if nothing is."""
    name = document.get("apiVersion"), document.get("kind")
    try:
        if name in known:
            known[name].validate(document)
        else:
            kubernetes_validate.validate(document, version, strict=True)
    except jsonschema.ValidationError as e:
        return f"{'.'.join(map(str, e.absolute_path)) or 'document'}: {e.message[:300]}"
    except kubernetes_validate.SchemaNotFoundError:
        return "no such kind"
    return None


def main(version, folder, *files):
    known = crds(folder)
    faults = 0
    for file in files:
        for document in yaml.safe_load_all(pathlib.Path(file).read_text(encoding="utf-8")):
            if document is None:
                continue
            found = fault(document, version, known)
            if found:
                faults += 1
                print(f"{document.get('kind')} {document.get('metadata', {}).get('name')}: {found}")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
