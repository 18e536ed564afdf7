"""A second engine, off by default: a large language model behind an address that speaks the OpenAI protocol.

Nothing is sent anywhere unless the caller makes a LanguageModel and hands it to `build`, `extract` or `evaluate`.
"""

from attrigraph.llm.engine import LanguageModel

__all__ = ["LanguageModel"]
