"""Scores that nobody uses, with every shape that a score can have, beside those of the knowledge."""

import tempfile
from functools import cache
from pathlib import Path

from tests.knowledge.changed import copy_with

from venevagt.knowledge.load import load
from venevagt.knowledge.model import Model

_FINDINGS = """\
review: {checked_on: 2026-11-24, valid_to: 2028-11-24}
clinical_findings:
  pulse: {type: number, unit: /min, low: 20, high: 250, sources: [S4]}
  blood_level: {type: number, unit: g/L, low: 20, high: 250, sources: [S4]}
  ward: {type: choice, options: [home, ward, intensive], sources: [S4]}
  first: {type: yes_no, yes: second AND pulse >= 60, no: NOT third, sources: [S4]}
  second: {type: yes_no, yes: third, no: pulse < 50, sources: [S4]}
  third: {type: yes_no, yes: first AND blood_level > 100, no: NOT second AND NOT first, sources: [S4]}
  low_count: {type: number, unit: "1", low: 0, high: 9, score: invented_levels, sources: [S4]}
"""

_SCORES = """\
review: {checked_on: 2026-11-24, valid_to: 2028-11-24}
scores:
  invented_levels:
    version: "1"
    purpose: dvt
    sources: [S4]
    items:
      pulse: {levels: [{when: pulse >= 95, points: 5}, {when: pulse >= 75, points: 3}]}
      mixed:
        levels:
          - {when: first, points: -2}
          - {when: redness OR ward = 'home', points: 4}
          - {when: cramp, points: 1.5}
      ward: {levels: [{when: ward = 'home', points: -1}, {when: "ward IN ('ward', 'intensive')", points: -1}]}
    bands: {low: {}, middle: {at_least: 1.5}, high: {at_least: 4}}
    versions:
      "2": {without: [mixed], items: {some: {when: "at_least(2, first, third, redness)", points: 0.1}}}
  invented_shared:
    version: "1"
    purpose: dvt
    applies: sex = 'female' OR pulse > 100
    sources: [S4]
    items:
      anaemia: {when: (sex = 'male' AND blood_level < 130) OR (sex = 'female' AND blood_level < 120), points: 1.5}
      male: {when: sex = 'male' AND (redness OR pulse >= 20), points: 1}
      female: {when: sex <> 'male' AND NOT redness, points: -3}
      first: {when: (first AND second) OR (first AND cramp) OR (NOT first AND NOT cramp), points: 2}
      always: {when: pulse >= 20, points: 1}
      never: {when: pulse < 20, points: 7}
    bands: {low: {}, middle: {at_least: 0}, high: {at_least: 3.5}}
  invented_sum:
    version: "1"
    purpose: dvt
    sources: [S4]
    items:
      age: {value: age}
      beats: {value: pulse}
      fast: {when: pulse >= 110, points: 20}
      other: {score: invented_levels}
      tenths: {when: redness, points: 0.1}
      more_tenths: {when: cramp, points: 0.7}
      few: {when: low_count >= 3, points: 1}
    bands: {low: {}, high: {at_least: 128.8}}
  invented_formula:
    version: "1"
    purpose: dvt
    sources: [S4]
    unit: mL/min
    factors:
      - {value: age, minus_from: 100}
      - {value: blood_level, power: -1}
      - {value: pulse}
      - {when: sex = 'male' OR cramp, factor: 1.2345}
      - {when: first, factor: 0.5}
    bands: {low: {}, middle: {at_least: 20}, high: {at_least: 60}}
  invented_plain:
    version: "1"
    purpose: dvt
    sources: [S4]
    items:
      cramp: {when: NOT cramp, points: -2}
      most: {when: "at_least(2, redness, first, NOT third, ward = 'home')", points: 1}
      always: {when: blood_level >= 20, points: 1}
    bands: {only: {}}
"""


@cache
def model_with_invented_scores() -> Model:
    """The knowledge with these scores beside its own; without words, which nothing here shows."""
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_with(Path(folder))
        (copy / "clinical" / "findings" / "invented.yaml").write_text(_FINDINGS, encoding="utf-8")
        (copy / "clinical" / "scores" / "invented.yaml").write_text(_SCORES, encoding="utf-8")
        loaded = load(copy)
        assert loaded.problems == ()
        return loaded.model
