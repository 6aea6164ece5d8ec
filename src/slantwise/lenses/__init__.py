"""The three lenses: what a reader may want to look at twice, and why."""

from slantwise.lenses.claims import Claim
from slantwise.lenses.document import Document, annotate
from slantwise.lenses.rules import Rule, RuleSet, load_rules

__all__ = ["Claim", "Document", "Rule", "RuleSet", "annotate", "load_rules"]
