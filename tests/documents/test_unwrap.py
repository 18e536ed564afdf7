from attrigraph.documents.unwrap import unwrap

FULL = "Albania said on Wednesday that it had cut its diplomatic relations with Iran and"


def test_full_lines_are_joined_and_short_ones_end_a_paragraph():
    assert unwrap(f"A Heading\n{FULL}\ngave the embassy a day.\nA new paragraph.") == (
        f"A Heading\n\n{FULL} gave the embassy a day.\n\nA new paragraph."
    )


def test_a_short_line_runs_on_into_lower_case():
    assert unwrap(f"{FULL}\nordered the staff\nto leave.") == f"{FULL} ordered the staff to leave."


def test_blank_lines_part_paragraphs():
    assert unwrap(f"{FULL}\n\n \nmore") == f"{FULL}\n\nmore"


def test_hyphens():
    assert unwrap(f"{FULL} blamed state-\nsponsored hackers.") == f"{FULL} blamed state-sponsored hackers."
    assert unwrap(f"{FULL} attri-\nbuted it.\nIt was attributed.").startswith(f"{FULL} attributed it.")


def test_nothing():
    assert unwrap("") == unwrap(" \n\n") == ""
