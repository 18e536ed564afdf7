"""Where spaces stood in a text that is only known as words."""

from collections.abc import Sequence

CLOSING = frozenset((",", ".", ";", ":", "?", "!", ")", "]", "}", "%", "...", "''"))
CLITICS = frozenset(("s", "t", "re", "ll", "ve", "d", "m"))
OPENING = frozenset(("(", "[", "{", "$", "#", "``"))


def spaces(words: Sequence[str]) -> list[bool]:
    """Say for each word whether a space followed it; straight double quotation marks open and close in turn.

    >>> spaces(["Iran", "'s", "aide", "said", ":", '"', "No", ".", '"'])
    [False, True, True, False, True, False, False, False, True]
    """
    after = [True] * len(words)
    opened = False
    for index, word in enumerate(words):
        if word in OPENING or (word == '"' and not opened):
            after[index] = False
        elif index and (word in CLOSING or word == '"' or _clitic(word)):
            after[index - 1] = False
        if word == '"':
            opened = not opened
    return after


def join(words: Sequence[str]) -> str:
    """Return the words as running text.

    >>> join(["Iran", "denied", "it", "."])
    'Iran denied it.'
    """
    return "".join(word + " " * space for word, space in zip(words, spaces(words), strict=True)).strip()


def _clitic(word: str) -> bool:
    return word.lower() == "n't" or (word[0] in "'’" and word[1:].lower() in CLITICS)
