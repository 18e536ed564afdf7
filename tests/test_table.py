"""The answer to a query, as Python and notebooks take it."""

import sys

import pytest

from attrigraph.errors import MissingDataError
from attrigraph.table import Table

TABLE = Table(("who", "quote"), (("state/al", "<b>cut</b> & run"), (None, "")))


def test_a_table_becomes_a_data_frame_with_the_same_cells() -> None:
    frame = TABLE.to_pandas()
    assert list(frame.columns) == ["who", "quote"]
    assert frame.loc[0].tolist() == ["state/al", "<b>cut</b> & run"]
    assert frame["who"].isna().tolist() == [False, True]


def test_an_empty_table_keeps_its_columns() -> None:
    assert list(Table(("who",), ()).to_pandas().columns) == ["who"]


def test_without_pandas_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingDataError, match=r"pip install 'attrigraph\[pandas\]'"):
        TABLE.to_pandas()


def test_a_notebook_shows_text_not_markup() -> None:
    page = TABLE._repr_html_()
    assert "&lt;b&gt;cut&lt;/b&gt; &amp; run" in page
    assert page.count("<tr>") == 3
