"""The SQL that takes FHIR's resources apart: from a JSON document a line to rows of persons, answers and codes."""

SYSTEMS = (
    ("http://snomed.info/sct", "snomed"),
    ("http://hl7.org/fhir/sid/icd-10", "icd10"),
    ("http://hl7.org/fhir/sid/icd-10-cm", "icd10"),
    ("http://hl7.org/fhir/sid/icpc-2", "icpc2"),
    ("urn:oid:1.2.208.176.2.31", "icpc2"),
    ("urn:oid:1.2.208.176.2.4", "sks"),
    ("urn:oid:1.2.208.176.2.4.12", "sks"),
    ("http://loinc.org", "loinc"),
)
"""The addresses of systems of codes; those that begin with urn:oid:1.2.208 are the Danish ones."""

_LINES = """
CREATE TABLE {0}_line AS
SELECT row_number() OVER () AS "row",
    CASE WHEN json_valid(line) AND json_type(line) = 'OBJECT' AND line ->> '$.resourceType' = $2 THEN line::JSON
    END AS j
FROM read_csv($1, columns = {{'line': 'VARCHAR'}}, header = false, auto_detect = false, delim = '\x01', quote = '',
    escape = '', strict_mode = false, max_line_size = 50000000, store_rejects = true,
    rejects_table = '{0}_reject', rejects_scan = '{0}_scan')
WHERE line IS NOT NULL AND trim(line) <> ''
"""
_NO_LINES = 'CREATE TABLE {0}_line AS SELECT 0::BIGINT AS "row", NULL::JSON AS j WHERE false'


REJECTED = """
SELECT parse_filename(s.file_path), e.line, CASE e.error_type WHEN 'INVALID ENCODING' THEN 'is not UTF-8'
    WHEN 'LINE SIZE OVER MAXIMUM' THEN 'has more than 50 million bytes' ELSE 'cannot be read' END
FROM {0}_reject e JOIN {0}_scan s USING (scan_id, file_id) ORDER BY 1, 2
"""
"""The lines that are no text: file, line, and why."""


def lines(kind: str, there: bool) -> str:
    """The table of a resource's lines: $1 the files, $2 the resource. A line that is no such resource is null."""
    return (_LINES if there else _NO_LINES).format(kind)


PATIENTS = """
INSERT INTO person
SELECT "row", j ->> '$.id', NULL,
    CASE WHEN j IS NULL THEN 'a line that is no Patient, expected a JSON object with resourceType Patient'
         WHEN coalesce(j ->> '$.id', '') = '' THEN 'a Patient without an id'
         WHEN count(*) OVER (PARTITION BY j ->> '$.id') > 1
         THEN 'the Patient ' || left(j ->> '$.id', 40) || ' stands more than once'
    END
FROM Patient_line;
CREATE TABLE reference AS
SELECT kind, l."row" AS line, p."row", l.j FROM (
    SELECT 'Observation' AS kind, "row", j, j ->> '$.subject.reference' AS subject FROM Observation_line UNION ALL
    SELECT 'Condition', "row", j, j ->> '$.subject.reference' FROM Condition_line UNION ALL
    SELECT 'QuestionnaireResponse', "row", j, j ->> '$.subject.reference' FROM QuestionnaireResponse_line) l
LEFT JOIN person p ON p.reason IS NULL
    AND p.person = regexp_extract(l.subject, '^(?:urn:uuid:|(?:.*/)?Patient/)([^/]+)(?:/_history/.*)?$', 1)
WHERE l.j IS NOT NULL
"""

NO_PATIENT = """SELECT count(*) FROM reference WHERE kind = '{}' AND "row" IS NULL"""

_OBSERVED = "coalesce(j ->> '$.effectiveDateTime', j ->> '$.effectivePeriod.start', j ->> '$.effectiveInstant')"
_DAY = "try_cast(left({}, 10) AS DATE)"

CONTACT = f"""
CREATE TABLE response AS
SELECT "row", line, j, j ->> '$.authored' AS told_at, {_DAY.format("j ->> '$.authored'")} AS day FROM reference
WHERE kind = 'QuestionnaireResponse' AND "row" IS NOT NULL AND j ->> '$.status' IN ('completed', 'amended');
CREATE TABLE observation AS
SELECT "row", j, {_OBSERVED} AS told_at, {_DAY.format(_OBSERVED)} AS day FROM reference
WHERE kind = 'Observation' AND "row" IS NOT NULL AND j ->> '$.status' IN ('final', 'amended', 'corrected');
UPDATE person SET day = coalesce($contact::DATE,
    (SELECT max(day) FROM response r WHERE r."row" = person."row"),
    (SELECT max(day) FROM observation o WHERE o."row" = person."row"))
"""  # noqa: S608 # no text of others

QUESTIONNAIRES = """
CREATE TABLE item AS
WITH RECURSIVE
latest AS (
    SELECT r."row", r.told_at, r.j FROM response r JOIN person p USING ("row") WHERE r.day IS NULL OR r.day <= p.day
    QUALIFY row_number() OVER (PARTITION BY r."row" ORDER BY r.told_at DESC NULLS LAST, r.line DESC) = 1),
item AS (
    SELECT "row", told_at, unnest(json_extract(j, '$.item[*]')) AS item FROM latest
    UNION ALL
    SELECT "row", told_at,
        unnest(list_concat(json_extract(item, '$.item[*]'), json_extract(item, '$.answer[*].item[*]')))
    FROM item)
SELECT * FROM item;
INSERT INTO said
SELECT "row", finding, 0, told_at,
    coalesce(answer ->> '$.valueCoding.code', answer ->> '$.valueBoolean', answer ->> '$.valueString',
        CASE WHEN number IS NULL THEN 'an answer of another type' END),
    number, nullif(coalesce(answer ->> '$.valueQuantity.code', answer ->> '$.valueQuantity.unit', ''), '')
FROM (
    SELECT *, try_cast(coalesce(answer ->> '$.valueInteger', answer ->> '$.valueDecimal',
        answer ->> '$.valueQuantity.value') AS DOUBLE) AS number
    FROM (
        SELECT "row", told_at, item ->> '$.linkId' AS finding, unnest(json_extract(item, '$.answer[*]')) AS answer
        FROM item)
    WHERE len(list_filter(json_keys(answer), lambda key: starts_with(key, 'value'))) > 0
) JOIN known_finding USING (finding);
INSERT INTO said
SELECT p."row", 'sex', 8, NULL, j ->> '$.gender', NULL, NULL
FROM person p JOIN Patient_line USING ("row") WHERE p.reason IS NULL AND j ->> '$.gender' IN ('male', 'female');
INSERT INTO said
SELECT p."row", 'age', 8, NULL, NULL, date_part('year', age(p.day, try_cast(j ->> '$.birthDate' AS DATE))), NULL
FROM person p JOIN Patient_line USING ("row")
WHERE p.reason IS NULL AND p.day IS NOT NULL AND length(j ->> '$.birthDate') = 10
    AND try_cast(j ->> '$.birthDate' AS DATE) IS NOT NULL
"""

_STATUS = "j ->> '$.{}.coding[0].code'"
# Now: it is active, or it began at the contact and nobody says more. Before: it began on an earlier day.
CONDITIONS = f"""
CREATE TABLE condition AS
SELECT c."row", p.day, c.j,
    coalesce({_DAY.format("j ->> '$.onsetDateTime'")}, {_DAY.format("j ->> '$.onsetPeriod.start'")},
        {_DAY.format("j ->> '$.recordedDate'")}) AS began,
    coalesce({_DAY.format("j ->> '$.abatementDateTime'")}, {_DAY.format("j ->> '$.abatementPeriod.end'")}) AS ended,
    {_STATUS.format("clinicalStatus")} AS clinical
FROM reference c JOIN person p USING ("row")
WHERE c.kind = 'Condition' AND p.reason IS NULL
    AND coalesce({_STATUS.format("verificationStatus")}, 'confirmed') = 'confirmed';
INSERT INTO coded
SELECT c."row", s.system, c.coding ->> '$.code',
    coalesce((clinical IN ('active', 'recurrence', 'relapse') AND (began IS NULL OR began <= day)
        OR clinical IS NULL AND began BETWEEN day - $days::INTEGER AND day) AND (ended IS NULL OR ended >= day), false),
    coalesce(began < day - $days::INTEGER, false),
    began::VARCHAR, 'yes', NULL, NULL, 5
FROM (SELECT *, unnest(json_extract(j, '$.code.coding[*]')) AS coding FROM condition) c
JOIN known_system s ON s.uri = c.coding ->> '$.system'
WHERE c.day IS NOT NULL
"""  # noqa: S608 # no text of others

# That an observation is false says no more of the finding than that this one code does not fit: it is no answer.
MEASURED = """
CREATE TABLE measured AS
SELECT o."row", o.told_at, o.day, p.day AS contact, part FROM (
    SELECT *, unnest(list_concat([j], json_extract(j, '$.component[*]'))) AS part FROM observation) o
JOIN person p USING ("row") WHERE o.day IS NOT NULL AND p.day IS NOT NULL;
INSERT INTO coded
SELECT m."row", s.system, m.coding ->> '$.code', day BETWEEN contact - $days::INTEGER AND contact,
    day < contact - $days::INTEGER, told_at, word, number, unit, 4
FROM (
    SELECT *, unnest(json_extract(part, '$.code.coding[*]')) AS coding,
        CASE WHEN part ->> '$.valueBoolean' = 'true' THEN 'yes' END AS word,
        try_cast(coalesce(part ->> '$.valueQuantity.value', part ->> '$.valueInteger') AS DOUBLE) AS number,
        coalesce(part ->> '$.valueQuantity.code', part ->> '$.valueQuantity.unit') AS unit
    FROM measured) m
JOIN known_system s ON s.uri = m.coding ->> '$.system'
WHERE word IS NOT NULL OR number IS NOT NULL
"""
