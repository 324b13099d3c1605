"""The reader of the plan's text: parse it, and verify it against the packaged facts."""

from loaders.plan_text.model import PlanText
from loaders.plan_text.parse import read_plan

__all__ = ["PlanText", "read_plan"]
