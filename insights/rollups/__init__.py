"""The sums that dashboards read, each one SELECT over the base tables (docs/insights.md)."""

from insights.rollups.answer_day import ANSWER_DAYS
from insights.rollups.cell_day import CELL_DAYS
from insights.rollups.deal_day import DEAL_DAYS
from insights.rollups.load_month import LOAD_MONTHS
from insights.rollups.rollup import RollUp
from insights.rollups.type_day import TYPE_DAYS

ROLL_UPS = (DEAL_DAYS, CELL_DAYS, ANSWER_DAYS, LOAD_MONTHS, TYPE_DAYS)

__all__ = ["ANSWER_DAYS", "CELL_DAYS", "DEAL_DAYS", "LOAD_MONTHS", "ROLL_UPS", "TYPE_DAYS", "RollUp"]
