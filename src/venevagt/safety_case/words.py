"""The document's own words. What is clinical comes from the knowledge."""

NO_CERTIFICATE = "Working document. No certificate. Not CE-marked. No conformity with any standard is claimed."

WORDS = {
    "title": "Venevagt: safety case",
    "status": NO_CERTIFICATE,
    "short_status": "working document, no certificate",
    "language": "en",
    "version": "Knowledge base",
    "released": "Released",
    "checksum": "SHA-256 of the knowledge",
    "contents": "Contents",
    "skip": "To the contents",
    "refuted": "REFUTED",
    "refuted_text": "Not every property holds as it is written. The rules must not be used until this is put right:",
    "scope": "Scope and intended purpose",
    "scope_text": (
        "Venevagt tells a person with cramps, pain or other trouble in a leg how urgent it is and where to turn. "
        "It advises: it makes no diagnosis, rules out no clot and does not replace a doctor. It is source code and a "
        "reference, not a finished product; the rules have not been reviewed by clinicians yet, and it has not been "
        "tested with patients. Whoever puts it into service for patients is the manufacturer, with a manufacturer's "
        "duties. The full intended purpose, with those for whom it is not made, stands in the source folder:"
    ),
    "reading": "How to read this",
    "reading_text": (
        "A hazard is something that could hurt a person. It is judged twice, without its controls and with them: how "
        "bad it would be (severity), and how often it would be seen (likelihood). The two give a risk level. A "
        "control makes a hazard less likely or less harmful, and names its evidence. The method is that of ISO 14971 "
        "and DCB0129; no conformity is claimed. Ids never change; the numbers H1, H2, ... belong to this version."
    ),
    "matrix": "Risk matrix",
    "matrix_text": "Each cell has its level, and the hazards that stand there before and after their controls.",
    "corner": "Likelihood \N{RIGHTWARDS ARROW} severity",
    "before": "Before",
    "after": "After",
    "summary": "Summary",
    "open_things": "What is open",
    "hazards": "The hazards",
    "cause": "Cause",
    "effect": "Effect",
    "risk_before": "Risk without controls",
    "risk_after": "Risk that is left",
    "controls": "Controls",
    "why": "Why it is taken",
    "owner": "Owner",
    "sources": "Sources",
    "no_sources": "none named for the hazard itself; the rules and findings name theirs",
    "properties": "The properties",
    "properties_text": (
        "What must hold of the rules for every case there can be. A proof shows that the rules keep the property, not "
        "that the property is right."
    ),
    "claim": "What must hold",
    "of": "For",
    "proof": "Proof",
    "rests": "Hazards that rest on it",
    "exceptions": "Exceptions",
    "exception_of": "Not for",
    "because": "Because",
    "leaves": "Hazard that this leaves",
    "lowerings": "Lowered urgencies",
    "lowerings_text": "Cases that this version answers less urgently than an earlier release, each with its argument.",
    "change": "Change",
    "when": "When",
    "hazard": "Hazard",
    "since": "Since",
    "none": "None.",
    "empty": "none",
    "traces": "Traceability",
    "footer": "Made by venevagt safety-case from the knowledge base. Whoever changes it changes the knowledge.",
}

SECOND = {
    True: (
        "A second check without the solver: all {cases:,} distinguishable cases were gone through in {blocks:,} "
        "blocks. A plain reading of the rules' own texts gives the same answers as the interview."
    ),
    False: (
        "THE SECOND CHECK FAILS: of {cases:,} distinguishable cases, some are answered differently by a plain reading "
        "of the rules' own texts and by the interview; `venevagt prove` shows which."
    ),
}

PROOF = {
    "proved": "Proved for every case ({tried}).",
    "refuted": "REFUTED ({tried}).",
    "not_proved": "Not proved here: the solver is not installed where this was made.",
}

BANDS = ("may stand", "may stand with its reason", "may not stand")
"""What a residual risk of a level may do: up to `acceptable`, up to `tolerable`, above."""

EVIDENCE = {
    "properties": "Properties",
    "rules": "Rules",
    "findings": "Findings",
    "advice": "Advice",
    "texts": "Texts",
    "tests": "Tests",
    "documents": "Documents",
    "operator": "Operator's duty",
}

SINGULAR = {
    "properties": "property",
    "rules": "rule",
    "findings": "finding",
    "advice": "advice",
    "texts": "text",
    "tests": "test",
    "documents": "document",
}

CASES = {
    "complete": "every finished case",
    "unfinished": "every case, finished or not",
    "interview": "every way through the interview",
}

MUST = {
    "not_fall": "the urgency must not fall",
    "not_rise": "the urgency must not rise",
    "not_widen": "what is still possible must not widen",
}
