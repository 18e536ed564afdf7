"""Try mutants in processes that part from one in which all tests are collected, each with the tests that reach it."""

import functools
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest
from _pytest.runner import runtestprotocol

from .changes import Mutant, mutated

SLACK, SLOWER, BUSY = 10, 5, 40  # seconds of processor time, times the usual; seconds by the clock for one of these
Place = tuple[str, str]


@dataclass
class Trial:
    """The plugin that takes the place of running the tests: it tries each mutant, and keeps what came of it."""

    root: Path
    several: Sequence[Mutant]
    tell: Callable[[Mutant, str], None]
    outcomes: dict[Mutant, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find which test reaches which function, then try the mutants."""
        reached = json.loads(apart(functools.partial(self._reached, session.items)))
        self.wrong = reached.pop("wrong")
        for mutant in self.several:
            chosen = [(taken, int(number)) for number, taken in reached.get(f"{mutant.file} {mutant.function}", [])]
            items = [session.items[number] for _, number in sorted(chosen)]
            seconds = SLACK + SLOWER * sum(taken for taken, _ in chosen)
            said = apart(functools.partial(self._tried, mutant, items), seconds) if items else "not reached"
            self.outcomes[mutant] = said or "killed: the run ended, or did not end"
            self.tell(mutant, self.outcomes[mutant])
        return True

    def _reached(self, items: Sequence[pytest.Item]) -> str:
        """Run each test once; return for each function the tests that reach it, with the seconds each took."""
        found: dict[str, list[tuple[int, float]]] = {}
        wrong: list[str] = []
        for number, item in enumerate(items):
            forget("attrigraph.")  # what is remembered from another test would hide who needs it
            seen: set[CodeType] = set()
            began = time.process_time()
            sys.setprofile(lambda frame, event, _, seen=seen: seen.add(frame.f_code) if event == "call" else None)
            failed = any(one.failed for one in runtestprotocol(item, log=False, nextitem=_next(items, number)))
            sys.setprofile(None)
            taken = time.process_time() - began
            if failed:
                wrong.append(item.nodeid)
                continue
            for place in {place for code in seen if (place := self._place(code))}:
                found.setdefault(place, []).append((number, taken))
        return json.dumps({**found, "wrong": wrong})

    def _place(self, code: CodeType) -> str | None:
        if not code.co_filename.startswith(str(self.root / "graph")):
            return None
        function = code.co_qualname.partition(".<locals>")[0]
        return f"{Path(code.co_filename).relative_to(self.root)} {function}"

    def _tried(self, mutant: Mutant, items: Sequence[pytest.Item]) -> str:
        try:
            apply(mutant, self.root)
        except Exception as error:
            return f"not tried: {error!r}"
        for number, item in enumerate(items):
            if any(one.failed for one in runtestprotocol(item, log=False, nextitem=_next(items, number))):
                return f"killed: {item.nodeid}"
        return "survived"


def _next(items: Sequence[pytest.Item], number: int) -> pytest.Item | None:
    return items[number + 1] if number + 1 < len(items) else None


def apart(work: Callable[[], str], seconds: float | None = None) -> str:
    """Return what the work says in a process of its own; nothing where it ends before, or takes more than `seconds`."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
            signal.alarm(int(seconds * BUSY))
        try:
            with os.fdopen(into, "w", encoding="utf-8") as answer:
                answer.write(work())
        except BaseException as error:
            os._exit(1 if error else 0)
        os._exit(0)
    os.close(into)
    with os.fdopen(out, encoding="utf-8") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


def apply(mutant: Mutant, root: Path) -> None:
    """Give the function of this process the code of the mutant, and forget what its room remembers."""
    path = Path(mutant.file).relative_to("graph").with_suffix("")
    module = importlib.import_module(".".join(path.parts))
    code = compile(mutated(mutant, root), str(root / mutant.file), "exec")
    live = function_of(module, mutant.function)
    live.__code__ = code_of(code, mutant.function.split("."))
    forget("attrigraph.")


def forget(packages: str) -> None:
    """Empty the caches of all functions of some modules, but for the language model, which no mutant changes."""
    for name, module in list(sys.modules.items()):
        if name.startswith(packages) and not name.startswith("attrigraph.language"):
            for value in list(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper) and value.__module__.startswith(packages):
                    value.cache_clear()


def code_of(code: CodeType, names: Sequence[str]) -> CodeType:
    """Return the code of a function by the names that lead to it."""
    for name in names:
        code = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name)
    return code


def function_of(module: ModuleType, qualified: str) -> FunctionType:
    """Return the function itself, under whatever it is wrapped in."""
    value: object = module
    for name in qualified.split("."):
        value = vars(value)[name]
    while not isinstance(value, FunctionType) or hasattr(value, "__wrapped__"):
        value = next(
            inner
            for name in ("__wrapped__", "fget", "__func__", "func")
            if (inner := getattr(value, name, None)) is not None
        )
    return value
