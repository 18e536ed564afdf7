"""The program needs few rights: it writes where it is told, with the rights the user gives, and opens no connection."""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import attrigraph

from .examples import TEXT

ROOT = Path(__file__).parents[1]
URLLIB3 = "socket.bind (('::1', 0),)"  # trafilatura brings it; when imported it looks whether there is IPv6 here
WATCHED = """
import json, os, sys
seen = {"written": [], "reached": [], "rights": []}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.mkdir": 1, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2}
def watch(event, arguments):
    if event == "open" and not isinstance(arguments[0], int) and (arguments[2] or 0) & WRITES:
        seen["written"].append(os.path.realpath(os.fsdecode(arguments[0])))
    elif event in CHANGES:  # a relative name is one within an open folder that is taken down, file by file
        changed = map(os.fsdecode, arguments[: CHANGES[event]])
        seen["written"].extend(os.path.realpath(one) for one in changed if os.path.isabs(one))
    elif event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        seen["reached"].append(f"{event} {arguments[1:]}")
    elif event in ("os.chmod", "os.chown", "os.setuid", "os.system", "os.exec", "subprocess.Popen"):
        seen["rights"].append(f"{event} {arguments}")
sys.addaudithook(watch)
import attrigraph
from attrigraph.cli import main
home = sys.argv[1]
attrigraph.build([f"{home}/article.txt"], f"{home}/out")
graph = f"{home}/out"
for arguments in (
    ["check", graph, "--integrity"], ["ask", graph, "acts"], ["export", graph, "--to=turtle", f"-o{home}/out.ttl"],
    ["show", graph, "-o", f"{home}/page.html"], ["merge", graph, "-o", f"{home}/merged"],
):
    assert main(arguments) == 0, arguments
print("\\n" + json.dumps(seen))
"""


@pytest.mark.slow
def test_nothing_is_written_but_where_it_was_asked_and_nothing_is_reached(tmp_path: Path) -> None:
    home = tmp_path.resolve()
    (home / "article.txt").write_text(TEXT, encoding="utf-8")
    for name in ("tmp", "home"):
        (home / name).mkdir()
    places = {"TMPDIR": str(home / "tmp"), "HOME": str(home / "home"), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(  # noqa: PLW1510 - its code is looked at below
        [sys.executable, "-c", WATCHED, str(home)], env=os.environ | places, capture_output=True, text=True, cwd=home
    )
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout.splitlines()[-1])
    allowed = re.compile(rf"{home}/(\.?(out|merged)(\.work)?|\.?(page\.html|out\.ttl).*|tmp)(/.*)?|/dev/null")
    assert len(seen["written"]) > 20
    assert {path for path in seen["written"] if not allowed.fullmatch(path)} <= {
        str(home)
    }  # "make it if it is not there"
    assert [one for one in seen["reached"] if one != URLLIB3] == []
    own = f"subprocess.Popen ('{sys.executable}', ['{sys.executable}', '-P', '-m', 'attrigraph."
    assert [one for one in seen["rights"] if not one.startswith(own)] == []
    assert [*(home / "home").iterdir(), *(home / "tmp").iterdir()] == []


@pytest.fixture(params=[0o022, 0o077], ids=oct)
def allowed(request: pytest.FixtureRequest) -> Iterator[int]:
    """The rights that new files may have, as the user's umask says."""
    before = os.umask(request.param)
    yield 0o777 & ~request.param
    os.umask(before)


@pytest.mark.usefixtures("quick")
def test_files_have_the_rights_that_the_user_gives_new_files(articles: Path, tmp_path: Path, allowed: int) -> None:
    graph = attrigraph.build(articles, tmp_path / "out")
    attrigraph.show(graph).save(tmp_path / "page.html")
    made = [tmp_path / "page.html", tmp_path / "out", *(tmp_path / "out").rglob("*")]
    assert len(made) > 8
    for path in made:
        rights = stat.S_IMODE(path.stat().st_mode)
        assert rights & ~allowed == 0, path
        if path.parent.name != "store":  # the database chooses the rights of its files, within what is allowed
            assert rights == (allowed if path.is_dir() else allowed & 0o666), path


def test_continuous_integration_has_no_secret_and_runs_nothing_that_it_downloads() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert not re.search(r"(?i)token|secret|passw|credential|sudo|curl [^|]*\| *(ba)?sh|--privileged", script)
    assert not re.search(r"(?m)^\s*(git push|twine|docker)", script)
