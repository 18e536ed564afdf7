import os
import socket

import pytest

from attrigraph.documents.files import Found, find, problem
from attrigraph.model import Problem


@pytest.fixture
def tree(tmp_path):
    for name in ("b.txt", "a.txt", "C.txt", "sub/z.txt", "sub/deep/y.txt", ".hidden.txt", ".git/config", "sub/.keep"):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "docs"


def ids(source):
    return [item.id if isinstance(item, Found) else item.what for item in find(source)]


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tree):
    assert ids(tree) == ["C.txt", "a.txt", "b.txt", "sub/deep/y.txt", "sub/z.txt"]


def test_a_file_is_known_by_its_name(tree):
    assert ids(tree / "sub" / "z.txt") == ["z.txt"]
    assert ids(tree / ".hidden.txt") == [".hidden.txt"]


def test_relative_paths(tree, monkeypatch):
    monkeypatch.chdir(tree)
    assert ids(".") == ids(tree)
    assert ids("a.txt") == ids("./a.txt") == ids("../docs/a.txt") == ["a.txt"]
    assert ids("sub/*.txt") == ["z.txt"]
    assert ids("*.txt") == ["C.txt", "a.txt", "b.txt"]


def test_a_folder_of_documents_inside_stands_for_the_whole(tmp_path):
    for name in ("documents/a.txt", "gold/g.jsonl", "furniture.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert ids(tmp_path) == ids(tmp_path / "documents") == ["a.txt"]


def test_only_the_folder_that_was_named_is_looked_at_for_documents(tmp_path):
    (tmp_path / "a" / "documents").mkdir(parents=True)
    (tmp_path / "a" / "x.txt").write_text("x")
    (tmp_path / "a" / "documents" / "y.txt").write_text("y")
    assert ids(tmp_path) == ["a/documents/y.txt", "a/x.txt"]


def test_globs_are_relative_to_what_stands_before_the_first_wildcard(tree):
    assert ids(f"{tree}/*.txt") == ["C.txt", "a.txt", "b.txt"]
    assert ids(f"{tree}/s*/z.txt") == ["sub/z.txt"]
    assert ids(f"{tree}/s*") == ["sub/deep/y.txt", "sub/z.txt"]
    assert set(ids(f"{tree}/**")) == set(ids(tree))


def test_a_file_whose_name_looks_like_a_pattern(tree):
    (tree / "a[1].txt").write_text("x")
    assert ids(tree / "a[1].txt") == ["a[1].txt"]


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("no-such-file.txt", "no such file or folder"),
        ("nothing-*.txt", "no file matches"),
        ("", "is not a path"),
        ("a\0b", "is not a path"),
        ("half\ud800", "is not a path"),
        ("x" * 5_000, "cannot be read (File name too long)"),
        ("A text, not a path.\n" * 300, "cannot be read (File name too long)"),
    ],
)
def test_sources_that_are_nothing(source, what):
    (found,) = find(source)
    assert isinstance(found, Problem)
    assert found.what == what
    assert "\n" not in str(found)
    assert len(str(found)) < 700


def test_an_empty_folder_is_a_problem(tmp_path):
    (tmp_path / ".keep").touch()
    assert ids(tmp_path) == ["no file in this folder"]


def test_links(tree, tmp_path):
    (tree / "sub" / "loop").symlink_to(tree)
    (tree / "broken.txt").symlink_to(tree / "gone")
    (tree / "self").symlink_to("self")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "o.txt").write_text("o")
    (tree / "zlink").symlink_to(tmp_path / "other")
    found = ids(tree)
    assert found[:6] == ["C.txt", "a.txt", "b.txt", "no such file or folder", *found[4:5], "sub/deep/y.txt"]
    assert found[4].startswith("cannot be read (")
    assert found[6:] == [
        *("leads back into a folder above it", "sub/z.txt", "is a link that leads out of its folder"),
    ]


def test_a_link_to_a_file_elsewhere_is_not_followed_from_a_folder_but_is_when_it_is_named(tree, tmp_path):
    (tmp_path / "secret.txt").write_text("s")
    (tree / "sub" / "s.txt").symlink_to(tmp_path / "secret.txt")
    assert "is a link that leads out of its folder" in ids(tree)
    assert ids(tree / "sub" / "s.txt") == ids(f"{tree}/sub/s*.txt") == ["s.txt"]


def test_a_folder_that_is_itself_a_link_is_read(tree, tmp_path):
    (tmp_path / "link").symlink_to(tree)
    assert ids(tmp_path / "link") == ids(tree)


def test_graph_folders_are_no_documents(tree, monkeypatch):
    """`attrigraph build . -o out` must not read what it wrote the last time."""
    before = ids(tree)
    for folder in (tree / "out", tree / "sub" / "out"):
        (folder / "store").mkdir(parents=True)
        (folder / "report.json").write_text('{"generator": "attrigraph"}')
        (folder / "index.html").write_text("<html>")
        (folder / "store" / "LOG").write_text("x")
    monkeypatch.chdir(tree)
    assert ids(".") == ids("*") == before
    assert set(ids("**/*")) == {*before}
    assert ids("out") == ["is a graph folder, not a source"]
    assert ids("out/index.html") == ["index.html"]


def test_two_links_to_one_folder_are_no_loop(tree):
    (tree / "sub2").symlink_to(tree / "sub")
    assert ids(tree)[3:] == ["sub/deep/y.txt", "sub/z.txt", "sub2/deep/y.txt", "sub2/z.txt"]


def test_pipes_and_sockets_are_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
        assert ids(tmp_path) == ["is not a regular file"] * 2
    assert ids("/dev/null") == ["is not a regular file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tree):
    (tree / "sub").chmod(0)
    assert ids(tree)[-1] == "may not be read"
    (tree / "sub").chmod(0o755)


def test_problem_says_what_and_what_to_do(tmp_path):
    assert str(problem("a\nb", PermissionError(13, "no"))) == "a b: may not be read; change its permissions"


def test_a_file_that_vanishes_between_listing_and_reading(tree):
    found = find(tree)
    assert next(found).id == "C.txt"
    (tree / "a.txt").unlink()
    assert "no such file or folder" in [item.what for item in found if isinstance(item, Problem)]


def test_names_that_are_not_utf_8(tmp_path):
    with open(os.fsencode(tmp_path) + b"/caf\xe9\x1b[1m.txt", "wb") as file:  # noqa: PTH123  bytes
        file.write(b"x")
    assert ids(tmp_path) == ["caf?[1m.txt"]
