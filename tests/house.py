"""The shape of the program's source: who imports whom, which class stands on which, what is where.

Read from the source, so imports inside functions and for types alone count, too.
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ClassName = tuple[str, str]
"""A module and the name of a class in it."""


class House(NamedTuple):
    """The source of some rooms.

    Attributes:
        modules: by their dotted names.
        imports: by module, the modules it imports.
        bases: by class, those of its bases that are the program's own.
        made: the names that are called somewhere.
        files: by folder, how many modules with something in them lie in it.
    """

    modules: dict[str, ast.Module]
    imports: dict[str, set[str]]
    bases: dict[ClassName, list[ClassName]]
    made: set[str]
    files: Counter[str]


def read(root: Path, *rooms: str) -> House:
    """Read the rooms below a folder."""
    modules: dict[str, ast.Module] = {}
    files: Counter[str] = Counter()
    for path in sorted(path for room in rooms for path in (root / room).rglob("*.py")):
        text, inner = path.read_text(encoding="utf-8"), path.relative_to(root).with_suffix("")
        parts = inner.parts[:-1] if inner.name == "__init__" else inner.parts
        modules[".".join(parts)] = ast.parse(text)
        files[str(inner.parent)] += bool(text.strip())
    imports = {name: set(_imported(tree, modules)) - {name} for name, tree in modules.items()}
    classes = {
        (name, node.name): node
        for name, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    bases = {
        key: [base for base in _bases(node, key[0], modules) if base in classes]
        for key, node in classes.items()
    }
    made = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for tree in modules.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    return House(modules, imports, bases, made, files)


def _imported(tree: ast.Module, modules: Mapping[str, ast.Module]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            while name and name not in modules:
                name = name.rpartition(".")[0]
            if name:
                yield name


def _bases(node: ast.ClassDef, module: str, modules: Mapping[str, ast.Module]) -> list[ClassName]:
    """Where the bases come from: of this module, imported from one, or of an imported one."""
    from_where: dict[str, ClassName] = {}
    for found in ast.walk(modules[module]):
        if isinstance(found, ast.ImportFrom) and found.module:
            for alias in found.names:
                from_where[alias.asname or alias.name] = found.module, alias.name
    named = []
    for base in node.bases:
        expression = base.value if isinstance(base, ast.Subscript) else base
        if isinstance(expression, ast.Name):
            named.append(from_where.get(expression.id, (module, expression.id)))
        elif isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name):
            package, name = from_where.get(expression.value.id, ("", expression.value.id))
            named.append((f"{package}.{name}".lstrip("."), expression.attr))
    return named


def circles(house: House) -> list[list[str]]:
    """The groups of modules that import each other around."""
    reach = {name: _reached(house.imports, name) for name in house.modules}
    found = {
        frozenset(other for other in reach[name] if name in reach[other])
        for name in house.modules
        if name in reach[name]
    }
    return sorted(sorted(circle) for circle in found)


def _reached(imports: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for module in imports[waiting.pop()] - seen:
            seen.add(module)
            waiting.append(module)
    return seen


def rungs(house: House) -> list[str]:
    """The classes that exist only as the base of one other class: never made themselves."""
    heirs: defaultdict[ClassName, set[ClassName]] = defaultdict(set)
    for heir, bases in house.bases.items():
        for base in bases:
            heirs[base].add(heir)
    return sorted(
        f"{module}.{name}"
        for (module, name), own in heirs.items()
        if len(own) == 1 and name not in house.made
    )


def depth(house: House, name: ClassName) -> int:
    """How many classes of the program stand on each other up to this one, itself counted."""
    return 1 + max((depth(house, base) for base in house.bases[name] if base != name), default=0)


_FILLED_LATER = ("dict", "list", "set", "defaultdict", "deque", "Counter", "count", "OrderedDict",
                 "WeakKeyDictionary", "WeakValueDictionary", "WeakSet", "ContextVar")  # fmt: skip


def variables(tree: ast.Module) -> Iterator[str]:
    """The names of a module that are filled or set again while the program runs.

    A collection that is empty when the module is read is there to be filled; what is written with
    its contents is a constant.
    """
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_filled_later(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))
    for inner in ast.walk(tree):
        if isinstance(inner, ast.Global):
            yield from inner.names


def _is_filled_later(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        called = value.func.id if isinstance(value.func, ast.Name) else ""
        return called in _FILLED_LATER and not value.args
    empty = isinstance(value, ast.Dict) and not value.keys
    return empty or (isinstance(value, ast.List) and not value.elts)
