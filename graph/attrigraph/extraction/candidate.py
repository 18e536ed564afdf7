"""What a frame found at one trigger, before incidents and dates are known."""

from dataclasses import dataclass

from spacy.tokens import Token

from attrigraph.extraction.frames import Frame
from attrigraph.extraction.speech import Speech
from attrigraph.model import Participant, Status


@dataclass(frozen=True, slots=True)
class Candidate:
    """One act told by one trigger; with `is_act` False only an incident, of which nobody is accused."""

    frame: Frame
    trigger: Token
    status: Status
    agents: tuple[Participant, ...]
    agent_heads: tuple[Token, ...]
    targets: tuple[Participant, ...]
    target_heads: tuple[Token, ...]
    victims: tuple[Participant, ...]
    events: tuple[Token, ...]
    speech: Speech | None
    capacity: str | None
    is_act: bool
    denied: tuple[Participant, ...] = ()  # whom a denial says not to be responsible, where the text says of whom
