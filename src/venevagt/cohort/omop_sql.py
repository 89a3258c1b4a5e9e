"""The tables of OMOP CDM 5.4 that are read, and the SQL that makes persons, answers and codes of them."""

from collections.abc import Mapping, Sequence

TABLES: Mapping[str, Sequence[str]] = {
    "person": (
        "person_id",
        "gender_concept_id",
        "year_of_birth",
        "month_of_birth",
        "day_of_birth",
        "birth_datetime",
    ),
    "visit_occurrence": ("person_id", "visit_start_date"),
    "condition_occurrence": (
        "person_id",
        "condition_concept_id",
        "condition_start_date",
        "condition_end_date",
        "condition_source_value",
        "condition_source_concept_id",
    ),
    "observation": (
        "person_id",
        "observation_concept_id",
        "observation_date",
        "value_as_number",
        "value_as_string",
        "value_as_concept_id",
        "observation_source_value",
        "observation_source_concept_id",
    ),
    "measurement": (
        "person_id",
        "measurement_concept_id",
        "measurement_date",
        "value_as_number",
        "unit_concept_id",
        "unit_source_value",
        "measurement_source_value",
        "measurement_source_concept_id",
    ),
    "concept": ("concept_id", "vocabulary_id", "concept_code"),
}
"""Each table and its columns; all are taken as text. A table or a column that is not there is empty."""

VOCABULARIES = (("SNOMED", "snomed"), ("ICD10", "icd10"), ("ICD10CM", "icd10"), ("LOINC", "loinc"))

PERSONS = """
INSERT INTO person
SELECT "row", person_id, NULL,
    CASE WHEN person_id IS NULL THEN 'a person without person_id'
         WHEN count(*) OVER (PARTITION BY person_id) > 1
         THEN 'the person ' || left(person_id, 40) || ' stands more than once'
    END
FROM (SELECT row_number() OVER () AS "row", person_id FROM cdm_person);
CREATE TABLE concept_code AS
SELECT concept_id, v.system, concept_code FROM cdm_concept JOIN known_vocabulary v USING (vocabulary_id)
"""

CONTACT = """
UPDATE person SET day = coalesce($contact::DATE, (
    SELECT max(try_cast(left(visit_start_date, 10) AS DATE)) FROM cdm_visit_occurrence v
    WHERE v.person_id = person.person), (
    SELECT max(day) FROM (
        SELECT person_id, try_cast(left(observation_date, 10) AS DATE) AS day FROM cdm_observation UNION ALL
        SELECT person_id, try_cast(left(measurement_date, 10) AS DATE) FROM cdm_measurement) o
    WHERE o.person_id = person.person))
WHERE reason IS NULL;
CREATE TABLE born AS
SELECT p."row", p.day, c.gender_concept_id AS gender, coalesce(try_cast(left(c.birth_datetime, 10) AS DATE),
    try_cast(concat_ws('-', c.year_of_birth, lpad(c.month_of_birth, 2, '0'), lpad(c.day_of_birth, 2, '0')) AS DATE)
    ) AS birth
FROM person p JOIN cdm_person c ON p.person = c.person_id WHERE p.reason IS NULL;
INSERT INTO said
SELECT "row", 'age', 8, NULL, NULL, date_part('year', age(day, birth)), NULL FROM born
WHERE day IS NOT NULL AND birth IS NOT NULL;
INSERT INTO said
SELECT "row", 'sex', 8, NULL, CASE gender WHEN '8507' THEN 'male' ELSE 'female' END, NULL, NULL FROM born
WHERE gender IN ('8507', '8532')
"""

NO_BIRTHDAY = "SELECT count(*) FROM born WHERE birth IS NULL"
NO_PERSON = """
SELECT count(*) FROM cdm_{} t
WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.person = t.person_id AND p.reason IS NULL)
"""

# 4188539 is the concept Yes, 4188540 No; an observation without a value says yes.
# A code in the source's own words counts where no concept says what it is.
_CODES = """
CREATE TABLE {name}_code AS
SELECT p."row", p.day AS contact, try_cast(left(t.{date}, 10) AS DATE) AS began, t.*,
    unnest(list_concat(
        (SELECT list({{'system': c.system, 'code': c.concept_code}}) FROM concept_code c
         WHERE c.concept_id IN (t.{stem}_concept_id, t.{stem}_source_concept_id)),
        CASE WHEN EXISTS (SELECT 1 FROM concept_code c WHERE c.concept_id = t.{stem}_source_concept_id) THEN []
             WHEN regexp_full_match(t.{stem}_source_value, '[0-9]{{1,7}}-[0-9]')
             THEN [{{'system': 'loinc', 'code': t.{stem}_source_value}}]
             WHEN regexp_full_match(t.{stem}_source_value, '(D?[A-Z])[0-9][0-9A-Z.]{{1,7}}')
             THEN [{{'system': $system, 'code': t.{stem}_source_value}}]
             ELSE [] END)) AS told
FROM cdm_{name} t JOIN person p ON p.person = t.person_id
WHERE p.reason IS NULL AND p.day IS NOT NULL
"""

_FILL = """
INSERT INTO coded
SELECT "row", told.system, told.code, {now}, began < contact - $days::INTEGER, began::VARCHAR,
    {word}, {number}, {unit}, {rank}
FROM {name}_code WHERE began IS NOT NULL AND ({word} IS NOT NULL OR {number} IS NOT NULL)
"""


def codes(name: str, stem: str, date: str, **columns: str) -> str:
    """The statements for one of the tables of events."""
    usual = {
        "now": "began BETWEEN contact - $days::INTEGER AND contact",
        "word": "NULL",
        "number": "NULL",
        "unit": "NULL",
    }
    return _CODES.format(name=name, stem=stem, date=date) + ";\n" + _FILL.format(name=name, **{**usual, **columns})


_NUMBER = "try_cast(value_as_number AS DOUBLE)"
_YES = """CASE WHEN value_as_concept_id = '4188539' OR lower(trim(value_as_string)) = 'yes'
        OR (value_as_number IS NULL AND value_as_string IS NULL AND coalesce(value_as_concept_id, '0') = '0')
    THEN 'yes' END"""
_STILL = """coalesce(began <= contact AND try_cast(left(condition_end_date, 10) AS DATE) >= contact, false)
    OR began BETWEEN contact - $days::INTEGER AND contact"""
_UNIT = """coalesce((SELECT any_value(u.concept_code) FROM cdm_concept u
        WHERE u.concept_id = unit_concept_id AND u.vocabulary_id = 'UCUM'), unit_source_value)"""

EVENTS = (
    codes("condition_occurrence", "condition", "condition_start_date", now=_STILL, word="'yes'", rank="5"),
    codes("observation", "observation", "observation_date", word=_YES, rank="4"),
    codes("measurement", "measurement", "measurement_date", number=_NUMBER, unit=_UNIT, rank="4"),
)

# A questionnaire of our own, kept as observations: the source's word is the finding's id.
ANSWERS = """
INSERT INTO said
SELECT p."row", o.finding, 0, o.observation_date, CASE WHEN number IS NULL THEN word END, number, NULL
FROM (
    SELECT *, observation_source_value AS finding, try_cast(value_as_number AS DOUBLE) AS number,
        coalesce(value_as_string,
            CASE value_as_concept_id WHEN '4188539' THEN 'yes' WHEN '4188540' THEN 'no' END) AS word
    FROM cdm_observation) o
JOIN known_finding USING (finding)
JOIN person p ON p.person = o.person_id
WHERE p.reason IS NULL AND (word IS NOT NULL OR number IS NOT NULL)
    AND try_cast(left(o.observation_date, 10) AS DATE) BETWEEN p.day - $days::INTEGER AND p.day
"""
