"""Build hook: the wheel carries the knowledge and its compiled form."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledKnowledge(BuildHookInterface):  # type: ignore[misc]
    """Compiles knowledge/ and puts both into the wheel, under venevagt/data."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install reads the checkout's own knowledge/, so it gets nothing."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from venevagt.knowledge.compiled import write_compiled

        compiled = root / "build" / "knowledge.msgpack"
        write_compiled(root / "knowledge", compiled)
        build_data["force_include"][str(root / "knowledge")] = "venevagt/data/knowledge"
        build_data["force_include"][str(compiled)] = "venevagt/data/knowledge.msgpack"
