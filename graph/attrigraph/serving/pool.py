"""The processes that answer: as many at once as there are, the others wait; one that takes too long is ended."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from attrigraph.serving.limits import Limits
from attrigraph.serving.messages import Answer, Question, Task, refusal

READY = 120  # seconds that a process may take to start, on however busy a machine
_LINE = 1 << 16


class _Worker:
    """One process, started when it is needed."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._database: Path | None = None

    async def start(self, database: Path) -> Process:
        """Return the process over `database` once it is ready; a process over another one is ended."""
        if self._process is not None and (self._database != database or self._process.returncode is not None):
            await self.stop()
        if self._process is None:
            command = (sys.executable, "-P", "-m", "attrigraph.serving.worker", str(database))
            # not in the foreground: Ctrl-C reaches only this process, which ends the others
            self._process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, limit=_LINE, start_new_session=True
            )
            self._database = database
            await _ready(self._process)
        return self._process

    async def answer(self, database: Path, task: Task) -> Answer:
        """Return the answer; raise TimeoutError where there is none in time, EOFError where the process ended."""
        process = await self.start(database)
        if process.stdin is None or process.stdout is None:
            raise EOFError
        async with asyncio.timeout(task.seconds):
            with suppress(ConnectionError):
                process.stdin.write(task.line())
                await process.stdin.drain()
            head = await process.stdout.readline()
            if not head:
                raise EOFError
            found = json.loads(head)
            body = await process.stdout.readexactly(found["length"])
        return Answer(found["status"], found["media_type"], body)

    async def stop(self) -> None:
        """End the process at once, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _ready(process: Process) -> None:
    async with asyncio.timeout(READY):
        if process.stdout is None or not await process.stdout.readline():
            raise EOFError


class Pool:
    """Some workers over one database, which may be exchanged for another."""

    def __init__(self, database: Path, limits: Limits) -> None:
        self.database = database
        self._limits = limits
        self._workers = [_Worker() for _ in range(limits.processes)]
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._waiting = 0

    @property
    def busy(self) -> int:
        """How many workers are at work."""
        return len(self._workers) - self._idle.qsize()

    @property
    def waiting(self) -> int:
        """How many questions wait for a worker."""
        return self._waiting

    async def start(self) -> None:
        """Start all processes, so that the first question need not wait."""
        started = (worker.start(self.database) for worker in self._workers)
        await asyncio.gather(*started, return_exceptions=True)  # whoever asks a process that failed is told so
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def stop(self) -> None:
        """End all processes."""
        for worker in self._workers:
            await worker.stop()

    async def ask(self, question: Question) -> Answer:
        """Return the answer to a question, or a refusal where it takes too long or too much, or too many wait."""
        limits = self._limits
        task = Task(limits.seconds, question, limits.answer_bytes, limits.memory_bytes)
        return await self._done(task, patience=limits.seconds)

    async def page(self) -> Answer:
        """Return the explorer of the database."""
        return await self._done(Task(self._limits.page_seconds), patience=self._limits.page_seconds)

    async def _done(self, task: Task, *, patience: float) -> Answer:
        try:
            async with self._worker(patience) as worker:
                return await self._tried(worker, task)
        except TimeoutError:
            return refusal(503, "too many queries at once; try again in a moment")

    async def _tried(self, worker: _Worker, task: Task) -> Answer:
        try:
            return await worker.answer(self.database, task)
        except TimeoutError:
            await worker.stop()
            return refusal(504, f"no answer within {task.seconds:g} seconds; ask for less, for example with LIMIT")
        except EOFError:
            await worker.stop()
            return refusal(422, "the query broke off: too much memory, or nested too deep; ask for less")
        except BaseException:  # whoever asked is gone: nobody needs the answer
            await worker.stop()
            raise

    @asynccontextmanager
    async def _worker(self, patience: float) -> AsyncIterator[_Worker]:
        if self._waiting >= self._limits.waiting:
            raise TimeoutError
        self._waiting += 1
        try:
            async with asyncio.timeout(patience):
                worker = await self._idle.get()
        finally:
            self._waiting -= 1
        try:
            yield worker
        finally:
            self._idle.put_nowait(worker)
