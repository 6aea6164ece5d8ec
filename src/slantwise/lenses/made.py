"""The rules that are made in code, since no list of words can say them."""

from typing import Final

from slantwise.lenses import concession, hardens, scare
from slantwise.lenses.rules import Rule

MADE: Final[tuple[Rule, ...]] = (scare.RULE, hardens.RULE, concession.RULE)
