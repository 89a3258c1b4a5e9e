"""`python -m maintenance.sbom FILE`: what is in the program, as CycloneDX JSON.

Made from locks/run.txt and the installed packages' metadata, without the network. The same lock, program
and knowledge give the same bytes. The file is checked against the CycloneDX schema before it is written.
"""

import json
import sys
import tomllib
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from maintenance.locks import LOCKS, ROOT, Pinned, read_lock
from maintenance.metadata import told_by
from venevagt.knowledge.compiled import get_model

_LICENCES = LicenseFactory()


def sbom(packages: Iterable[Pinned]) -> str:
    """The document for the packages of a lock. Raises ValueError when one of them is not installed as locked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    program = _program(project)
    knowledge = _knowledge()
    parts = {package: _component(package) for package in packages}
    bom = Bom(components=[knowledge, *parts.values()])
    bom.metadata.component = program
    _say_what_brings_what(bom, program, knowledge, parts)
    bom.serial_number = uuid.UUID(int=0)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, _written(bom))
    return _written(bom)


def _written(bom: Bom) -> str:
    """The document without the time at which it was made, so that it can be compared."""
    document = json.loads(JsonV1Dot6(bom).output_as_string())
    del document["metadata"]["timestamp"]
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _program(project: Mapping[str, Any]) -> Component:
    return Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        bom_ref=project["name"],
        description=project["description"],
        licenses=[_LICENCES.make_from_string(project["license"])],
    )


def _knowledge() -> Component:
    """The rules and words are data with a version of their own."""
    model = get_model()
    return Component(
        type=ComponentType.DATA,
        name="venevagt-knowledge",
        version=model.about.version,
        bom_ref="venevagt-knowledge",
        licenses=[_LICENCES.make_from_string("CC-BY-4.0")],
        properties=[Property(name="venevagt:knowledge:sha256", value=model.sha256)],
    )


def _component(package: Pinned) -> Component:
    """One package; the hashes are those of every file that an installation accepts for it."""
    told = told_by(package)
    address = PackageURL("pypi", None, package.name, package.version)
    return Component(
        type=ComponentType.LIBRARY,
        name=package.name,
        version=package.version,
        bom_ref=str(address),
        purl=address,
        description=told.title,
        publisher=told.maintainer,
        licenses=[_LICENCES.make_from_string(told.licence)],
        properties=[Property(name="venevagt:lock:marker", value=package.marker)] if package.marker else (),
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.ISSUE_TRACKER if told.tracker else ExternalReferenceType.WEBSITE,
                url=XsUri(told.anomalies),
            ),
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(str(address)),
                comment="the files that the lock accepts",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content) for content in package.hashes],
            ),
        ],
    )


def _say_what_brings_what(
    bom: Bom, program: Component, knowledge: Component, parts: Mapping[Pinned, Component]
) -> None:
    direct = [component for package, component in parts.items() if package.direct]
    bom.register_dependency(program, [knowledge, *direct])
    for package, component in parts.items():
        bom.register_dependency(component, [own for other, own in parts.items() if package.name in other.via])


def main(arguments: list[str]) -> int:
    """Write the file; 1 and a plain message when it can't be made or does not keep to the schema."""
    if len(arguments) != 1:
        print("usage: python -m maintenance.sbom FILE", file=sys.stderr)
        return 2
    packages = read_lock(LOCKS / "run.txt")
    try:
        document = sbom(packages)
    except ValueError as error:
        print(f"the bill of materials cannot be made: {error}", file=sys.stderr)
        return 1
    if (broken := JsonStrictValidator(SchemaVersion.V1_6).validate_str(document)) is not None:
        print(f"the bill of materials does not keep to CycloneDX 1.6: {broken}", file=sys.stderr)
        return 1
    target = Path(arguments[0])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(document, encoding="utf-8")
    print(f"{target}: CycloneDX 1.6, {len(packages)} packages and the knowledge, valid")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
