"""Tables of cases: rows of values whose last text says why, which becomes the id of the test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def table(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Parameters from rows of (value, ..., why)."""
    return [pytest.param(*values, id=why) for *values, why in rows]


def known_failures(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Parameters from rows of (value, ..., why, what comes instead): each must fail until it is mended."""
    return [
        pytest.param(
            *values, id=why, marks=pytest.mark.xfail(reason=reason, raises=AssertionError, strict=True)
        )
        for *values, why, reason in rows
    ]
