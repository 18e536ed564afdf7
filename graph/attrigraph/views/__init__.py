"""The graph to look at: the explorer page and the pyvis network, each one self-contained HTML text."""

from attrigraph.views.network import network_html
from attrigraph.views.page import explorer_html, large_html

__all__ = ["explorer_html", "large_html", "network_html"]
