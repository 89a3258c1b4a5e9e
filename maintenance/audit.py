"""`python -m maintenance.audit`: known vulnerabilities of the packages in locks/run.txt, by pip-audit.

It asks two public services in turn. It succeeds only when one of them has answered for every package and knows of
nothing; where neither can be asked, it fails and says so.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from maintenance.locks import LOCKS, Pinned, read_lock

SERVICES = ("pypi", "osv")
SECONDS = 60

Answer = Mapping[str, Any]


def ask(service: str) -> Answer | str:
    """pip-audit's report, or why there is none."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCKS / "run.txt"), "--require-hashes"]
    command += ["--disable-pip", "--progress-spinner=off", "--format=json", f"--vulnerability-service={service}"]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"no answer within {SECONDS} seconds"
    try:
        answer = json.loads(ended.stdout)
    except ValueError:
        said = ended.stderr.strip().splitlines()
        return said[-1] if said else f"it ended with {ended.returncode} and said nothing"
    return answer if isinstance(answer, dict) else "its report has another shape than expected"


def known_vulnerabilities(answer: Answer) -> list[str]:
    """One line for each."""
    return [
        f"{own['name']} {own['version']}: {known['id']}, fixed in {', '.join(known['fix_versions']) or 'no version'}"
        for own in answer["dependencies"]
        for known in own.get("vulns", ())
    ]


def left_out(answer: Answer, packages: Sequence[Pinned]) -> list[str]:
    """The packages that were not looked at. pip-audit itself calls a report without them a success."""
    looked_at = {(own["name"], own["version"]) for own in answer["dependencies"] if "vulns" in own}
    return [own.name for own in packages if (own.name, own.version) not in looked_at]


def main() -> int:
    """0: nothing is known of any package; 1: something is known; 3: no service has looked at every package."""
    packages = read_lock(LOCKS / "run.txt")
    failures = []
    for service in SERVICES:
        answer = ask(service)
        if isinstance(answer, str):
            failures.append(f"  {service}: {answer}")
            continue
        if known := known_vulnerabilities(answer):
            print("\n".join(known))
            return 1
        missing = left_out(answer, packages)
        if not missing:
            print(f"no known vulnerability in {len(packages)} packages, says {service}")
            return 0
        failures.append(f"  {service}: it did not look at {len(missing)} of {len(packages)} packages")
    print("NOT AUDITED: no vulnerability service has looked at every package.", file=sys.stderr)
    print("\n".join(failures), file=sys.stderr)
    return 3


if __name__ == "__main__":
    sys.exit(main())
