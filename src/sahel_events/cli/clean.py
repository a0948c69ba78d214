"""`sahel-events clean`: what the cleaner makes of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, ENCODING_HELP, SOME_FAILED, error_console

if TYPE_CHECKING:
    from rich.console import Console

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
    from ..corpus.read import Problem, read_articles
    from ..settings import load_settings
    from ..views.console import make_console, say

    errors = error_console()
    code = DONE
    for item in read_articles([file], load_settings().updated(encoding=encoding, language_check=False)):
        if isinstance(item, Problem):
            say(errors, "warning" if item.warning else "error", str(item))
            code = code if item.warning else SOME_FAILED
        elif text:
            _print_kept(item)
        else:
            _print_blocks(make_console(), item)
    raise typer.Exit(code)


def _print_kept(article: Article) -> None:
    from ..corpus.clean import clean as clean_article
    from ..corpus.clean import kept_text
    from ..views.blocks import KEPT_LABELS
    from ..views.text import safe

    for block in clean_article(article):
        if str(block.label) in KEPT_LABELS:
            typer.echo(safe(kept_text(article, block)[0]))


def _print_blocks(console: Console, article: Article) -> None:
    from ..corpus.clean import clean as clean_article
    from ..views.blocks import print_blocks

    print_blocks(console, article, clean_article(article))
