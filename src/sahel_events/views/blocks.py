"""The blocks of an article as the cleaner labelled them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from . import text

if TYPE_CHECKING:
    from ..corpus.clean import Block
    from ..schema import Article

KEPT_LABELS = {"title": "bold", "body": "green"}
"""Labels of the blocks that are read for events (those of `pipeline.KEPT`, whose room brings spaCy with
it), and their styles."""


def print_blocks(console: Console, article: Article, blocks: Iterable[Block]) -> None:
    """Print each block under a line with its label, offsets and rule; stretches cut out of a block stand in
    angle quotes with the rule that cut them."""
    console.print(Text(text.one_line(f"{article.id}  {article.title or ''}").strip(), style="bold"))
    for block in blocks:
        label = str(block.label)
        head = Text(f"\n{label}", style=KEPT_LABELS.get(label, "yellow"))
        console.print(head.append(f"  {block.start}:{block.end}  {text.one_line(block.rule)}", style="dim"))
        console.print(_body(article.text, block), soft_wrap=True)


def _body(article: str, block: Block) -> Text:
    shown, body, position = text.safe(article), Text(), block.start
    for start, end, rule in block.cuts:
        body.append(shown[position:start])
        body.append(f"‹{shown[start:end]}›", style="yellow").append(f"[{text.one_line(rule)}]", style="dim")
        position = end
    return body.append(shown[position : block.end])
