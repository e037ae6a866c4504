"""Reads pairs of YAML and JSON with PyYAML and says how many are equal."""

import json
import sys

import yaml

# the one in C is quick, the one in Python reads what it has time for
QUICK = [yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else []
SLOW_PAIRS = 500

pairs = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
equal = 0
for number, pair in enumerate(pairs):
    loaders = QUICK if QUICK and number >= SLOW_PAIRS else QUICK + [yaml.SafeLoader]
    expected = json.loads(pair["json"])
    try:
        answers = [yaml.load(pair["yaml"], loader) for loader in loaders]
    except yaml.YAMLError as problem:
        print("refused: %s\n%s" % (problem, pair["yaml"]))
        continue
    # repr: in Python 1 == True and 1 == 1.0
    if all(repr(answer) == repr(expected) for answer in answers):
        equal += 1
    else:
        print("different: %r\n%r\n%s" % (answers, expected, pair["yaml"]))
print("PyYAML: %d of %d equal" % (equal, len(pairs)))
sys.exit(0 if equal == len(pairs) else 1)
