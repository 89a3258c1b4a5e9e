"""mutmut, told to mutate cached properties too. `make mutate` runs it; docs/mutation.md says what for.

Nothing of Venevagt is imported here: the tests must find the mutated copy.
"""

from typing import Any

import libcst
import mutmut.__main__ as mutmut_main
from mutmut.mutation import file_mutation


def _is_cached_property(node: libcst.CSTNode) -> bool:
    return (
        isinstance(node, libcst.FunctionDef)
        and len(node.decorators) == 1
        and isinstance(node.decorators[0].decorator, libcst.Name)
        and node.decorators[0].decorator.value == "cached_property"
    )


def mutate_cached_properties() -> None:
    """mutmut passes over decorated functions; a cached property can be broken like any method."""
    tool: Any = file_mutation
    skip = tool.MutationVisitor._skip_node_and_children
    arrange = tool.function_trampoline_arrangement

    def skip_others(visitor: object, node: libcst.CSTNode) -> bool:
        return not _is_cached_property(node) and bool(skip(visitor, node))

    def arrange_within(function: libcst.FunctionDef, mutants: Any, class_name: str | None) -> Any:
        if not _is_cached_property(function):
            return arrange(function, mutants, class_name)
        before, nodes, after, names = arrange(function.with_changes(decorators=[]), mutants, class_name)
        first = nodes[0]
        decorated = first.with_changes(decorators=[*function.decorators, *first.decorators])
        return before, [decorated, *nodes[1:]], after, names

    tool.MutationVisitor._skip_node_and_children = skip_others
    tool.function_trampoline_arrangement = arrange_within


if __name__ == "__main__":
    mutate_cached_properties()
    mutmut_main.cli()
