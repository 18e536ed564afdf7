"""Ids made of names: the last part of an IRI, from what a text or a table calls something."""

import hashlib
import re
import unicodedata


def slug(text: str) -> str:
    """Return an ASCII slug: lower case, words joined by hyphens; "x" where nothing is left.

    >>> slug("Ministère des Affaires étrangères"), slug("APT 28"), slug("外交部")
    ('ministere-des-affaires-etrangeres', 'apt-28', 'x')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"


def name_id(folder: str, name: str) -> str:
    """Return the id of someone or something that no table knows: "org", "person" or "actor", and the name.

    Two names get one id only if they differ in case, accents, spaces or punctuation: a name with letters that a slug
    cannot hold gets sixteen digits of its hash as well.

    >>> name_id("org", "Check Point"), name_id("actor", "Desert Falcon")
    ('org/name/check-point', 'actor/name/desert-falcon')
    >>> name_id("org", "外交部")
    'org/name/x-e74828a7bd46f84e'
    """
    lost = any(letter.isalpha() and slug(letter) == "x" and letter.lower() != "x" for letter in name)
    digest = hashlib.sha256(name.casefold().encode("utf-8", "replace")).hexdigest()[:16]
    return f"{folder}/name/{slug(name)}" + (f"-{digest}" if lost else "")
