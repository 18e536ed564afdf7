"""Small changes of a function, each of which a test should see: a comparison, a condition, a number, a word, a call."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[ast.AST], ast.AST | None]
_OPERATORS: dict[type, type] = {
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In},
    **{ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv},
    **{ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Mod: ast.Mult, ast.FloorDiv: ast.Mult},
}
_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: in which file and function, at which line of the file, what it was and what it is now."""

    file: str
    function: str
    line: int
    change: str
    node: int  # its number in the walk of the tree
    kind: int  # which of the changes of this node

    @property
    def name(self) -> str:
        """What stays the same when other functions of the file change."""
        return f"{Path(self.file).stem}.{self.function}: {self.change}"


def mutants(file: Path, root: Path) -> Iterator[Mutant]:
    """Yield every change of the functions of a file, in order of place."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    left_out = _left_out(tree)
    for function, name in functions(tree):
        inside = {id(node) for node in ast.walk(function)}
        for number, node in enumerate(ast.walk(tree)):
            if id(node) in inside and id(node) not in left_out and node is not function:
                for kind, changed in enumerate(_changed(node)):
                    what = f"{_words(node)} -> {_words(changed)}"
                    yield Mutant(str(file.relative_to(root)), name, getattr(node, "lineno", 0), what, number, kind)


def functions(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield the functions of a module and of its classes with their qualified names; what is in one is its own."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, node.name
        elif isinstance(node, ast.ClassDef):
            yield from ((one, f"{node.name}.{one.name}") for one in node.body if isinstance(one, ast.FunctionDef))


def mutated(mutant: Mutant, root: Path) -> ast.Module:
    """Return the tree of the file with the change in it."""
    tree = ast.parse((root / mutant.file).read_text(encoding="utf-8"))
    old = next(node for number, node in enumerate(ast.walk(tree)) if number == mutant.node)
    new = ast.copy_location(list(_changed(old))[mutant.kind], old)
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list):
                value[:] = [new if one is old else one for one in value]
    return ast.fix_missing_locations(tree)


def _left_out(tree: ast.Module) -> set[int]:
    """Return the nodes that no test should see: docstrings, annotations, decorators, and the words of errors."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            parts = [*node.decorator_list, *(one.annotation for one in arguments if one.annotation)]
            parts += [node.returns] if node.returns else []
        elif isinstance(node, ast.AnnAssign):
            parts = [node.annotation]
        elif isinstance(node, ast.Raise | ast.JoinedStr):
            parts = [one for one in ast.walk(node) if isinstance(one, ast.Constant)]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts = [node]
        found |= {id(inner) for part in parts for inner in ast.walk(part)}
    return found


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node may become."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[only]) if type(only) in _OPERATORS:
            new.ops = [_OPERATORS[type(only)]()]
            yield new
        case ast.BoolOp() | ast.BinOp() if type(new.op) in _OPERATORS:
            new.op = _OPERATORS[type(new.op)]()
            yield new
        case ast.UnaryOp(op=ast.Not()):
            yield new.operand
        case ast.Constant():
            yield from _other_value(new)
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            new.func = ast.Name(_NAMES[name], ast.Load())
            new.keywords = [] if name == "sorted" else new.keywords
            yield new
        case _:
            yield from _other_way(new)


def _other_way(new: ast.AST) -> Iterator[ast.AST]:
    """Yield a condition turned round or left out, a value or a call that is not there, a loop that goes on."""
    match new:
        case ast.If() | ast.While() | ast.IfExp():
            new.test = ast.UnaryOp(ast.Not(), new.test)
            yield new
        case ast.comprehension(ifs=[_, *_]):
            yield ast.comprehension(new.target, new.iter, [], new.is_async)
        case ast.Return(value=ast.expr()) if not isinstance(new.value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()


def _other_value(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool():
            yield ast.Constant(not node.value)
        case int() | float():
            yield ast.Constant(node.value + 1)
        case str():
            yield ast.Constant(node.value + "x")


def _words(node: ast.AST) -> str:
    shown = node if isinstance(node, ast.stmt | ast.expr) else None
    if isinstance(node, ast.If | ast.While):
        shown = node.test
    if isinstance(node, ast.comprehension):
        return " ".join(["for ...", *(f"if {ast.unparse(one)}" for one in node.ifs)])
    return " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(shown))).split())[:100] if shown else ""
