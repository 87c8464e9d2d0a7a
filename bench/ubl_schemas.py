#!/usr/bin/env python3
"""Judges UBL files by the schemas in jars: ubl_schemas.py JARS FOLDER. Exit status 1 where one is not valid."""

import pathlib
import re
import sys
import tempfile
import zipfile

from lxml import etree


def unpack(jars: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """The folder of the document schemas. The jars leave the places of imported schemas to their Java code."""
    for jar in jars.glob("*.jar"):
        with zipfile.ZipFile(jar) as archive:
            archive.extractall(folder, [name for name in archive.namelist() if name.endswith(".xsd")])
    core = next(folder.rglob("CCTS_CCT_SchemaModule.xsd"))
    common = next(folder.rglob("common"))
    types = common / "UBL-UnqualifiedDataTypes-2.1.xsd"
    types.write_text(re.sub(r'(<xsd:import namespace="[^"]*CoreComponentTypeSchemaModule:2")/>',
                            rf'\1 schemaLocation="{core.as_uri()}"/>', types.read_text()))
    extension = common / "UBL-ExtensionContentDataType-2.1.xsd"  # signatures are none of ours
    extension.write_text(re.sub(r"<xsd:import[^>]*SignatureComponents-2[^>]*/>", "", extension.read_text()))
    return next(folder.rglob("maindoc"))


def main() -> int:
    jars, folder = map(pathlib.Path, sys.argv[1:])
    schemas, bad, count = {}, 0, 0
    with tempfile.TemporaryDirectory() as unpacked:
        documents = unpack(jars, pathlib.Path(unpacked))
        for path in sorted(folder.glob("*.xml")):
            kind = path.name.split("-")[0]
            if kind not in schemas:
                schemas[kind] = etree.XMLSchema(file=str(documents / f"UBL-{kind}-2.1.xsd"))
            count += 1
            if not schemas[kind].validate(etree.parse(str(path))):
                bad += 1
                print(f"{path.name}: {schemas[kind].error_log[0].message}")
    print(f"{count} files of {len(schemas)} kinds, {bad} not valid")
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main())
