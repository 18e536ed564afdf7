"""A mean of two states of one component: what the second run learnt, without losing what the first knew."""

from pathlib import Path

import spacy
from thinc.api import Model


def average(first: Path, second: Path, share: float, out: Path) -> None:
    """Write the pipeline `first` with names whose parameters go `share` of the way to those of `second`.

    The mean of a model and of what it became by further training is often better on both data than either:
    Wortsman et al. 2022, Robust fine-tuning of zero-shot models, https://arxiv.org/abs/2109.01903.
    """
    nlp, other = spacy.load(first), spacy.load(second)
    mix(nlp.get_pipe("ner").model, other.get_pipe("ner").model, share)  # type: ignore[attr-defined]
    nlp.to_disk(out)


def mix(model: Model, other: Model, share: float) -> None:
    """Move every parameter of a model the share of the way to that of another of the same form.

    >>> from thinc.api import Linear
    >>> one, two = Linear(1, 1).initialize(), Linear(1, 1).initialize()
    >>> one.set_param("b", one.ops.asarray1f([1.0])), two.set_param("b", two.ops.asarray1f([3.0]))
    (None, None)
    >>> mix(one, two, 0.75)
    >>> one.get_param("b").tolist()
    [2.5]
    """
    for node, goal in zip(model.walk(), other.walk(), strict=True):
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, (1 - share) * node.get_param(name) + share * goal.get_param(name))
