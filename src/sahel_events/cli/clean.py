"""`sahel-events clean`: what the cleaner makes of an article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, ENCODING_HELP, SOME_FAILED, Problems, error_console

if TYPE_CHECKING:
    from ..corpus.clean import Block
    from ..schema import Article

EPILOG = """\b
Examples:
  sahel-events clean data/raw/d01.txt
  sahel-events clean data/raw/d01.txt --text | wc -w"""


def clean(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An article file; - for standard input.")],
    text: Annotated[
        bool, typer.Option("--text", help="Print the text that is kept, and nothing else.")
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=ENCODING_HELP),
    ] = None,
) -> None:
    """Print an article's blocks and their labels.

    Each block comes with its label, its place in the text, and the rule that gave the label. Blocks
    labelled title or body are read for events; the others are left out.
    """
    from ..corpus.clean import clean as clean_article
    from ..corpus.read import Problem, read_articles
    from ..settings import load_settings
    from ..views.blocks import print_blocks
    from ..views.console import make_console

    problems = Problems(error_console())
    settings = load_settings().updated(encoding=encoding, language_check=False)
    code = DONE
    for item in read_articles([file], settings):
        if isinstance(item, Problem):
            problems.tell(item, failed=not item.warning)
            code = code if item.warning else SOME_FAILED
            continue
        blocks = clean_article(item, settings.rules)
        if text:
            _print_kept(item, blocks)
        else:
            print_blocks(make_console(), item, blocks)
    raise typer.Exit(code)


def _print_kept(article: Article, blocks: Iterable[Block]) -> None:
    from ..corpus.clean import kept_text
    from ..views.blocks import KEPT_LABELS
    from ..views.text import safe

    for block in blocks:
        if str(block.label) in KEPT_LABELS:
            typer.echo(safe(kept_text(article, block)[0]))
