"""The rules on Spark: a table of cases in, the same with the answers out. Needs the extra `spark`.

As a program: spark-submit .../venevagt/cohort/spark.py IN OUT [--id COLUMN]. Only the driver needs Venevagt: what the
executors get is a query of Spark's own expressions, without a function of ours and without a shuffle.
"""

import argparse
import sys
from collections.abc import Sequence

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import BooleanType

from venevagt.care.decision_sql import asked_by_rules, decision_query
from venevagt.care.engine import engine_for
from venevagt.care.score_sql import columns_of
from venevagt.care.sql_answers import layout_of
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Model

BAD_INPUT = 2


def assess_on_spark(
    frame: DataFrame, model: Model, *, keep: Sequence[str] = (), scores: Sequence[str] = ()
) -> DataFrame:
    """The frame with the answers beside its columns, or beside those to keep. Nothing is computed yet.

    How the findings are kept, and which are missing, is read from the frame's schema.
    Raises UnknownScore, and ValueError for a column to keep that the query adds itself.
    """
    columns = {field.name: isinstance(field.dataType, BooleanType) for field in frame.schema.fields}
    layout = layout_of(model, columns)
    query = decision_query(model, dialect="spark", table="{cases}", layout=layout, keep=keep, scores=scores)
    return frame.sparkSession.sql(query, cases=frame)


def missing_findings(frame: DataFrame, model: Model, scores: Sequence[str] = ()) -> Sequence[str]:
    """The findings that the frame has no column for, so that they are not known."""
    wanted = (*asked_by_rules(engine_for(model)), *(columns_of(model, scores) if scores else ()))
    return [name for name in dict.fromkeys(wanted) if name not in frame.columns]


def main(arguments: Sequence[str]) -> int:
    """Read Parquet, assess it, write Parquet. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Assess a table of cases on Spark; it advises, it never diagnoses.")
    parser.add_argument("cases", metavar="IN", help="a Parquet file or folder, at any address that Spark can read")
    parser.add_argument("answers", metavar="OUT", help="the folder to write, as Parquet; it may not exist")
    parser.add_argument(
        "--id", action="append", default=[], dest="keep", metavar="COLUMN", help="keep this column only"
    )
    parser.add_argument("--score", action="append", default=[], dest="scores", metavar="NAME", help="count this score")
    given = parser.parse_args(arguments)
    session = SparkSession.builder.appName("venevagt").getOrCreate()
    model = get_model()
    try:
        frame = session.read.parquet(given.cases)
        if missing := missing_findings(frame, model, given.scores):
            print(f"no column, so not known: {', '.join(missing)}", file=sys.stderr)
        assess_on_spark(frame, model, keep=given.keep, scores=given.scores).write.parquet(given.answers)
    except (AnalysisException, ValueError) as error:
        print(str(error).splitlines()[0], file=sys.stderr)
        return BAD_INPUT
    finally:
        session.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
