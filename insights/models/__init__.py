from insights.models.answer_day import AnswerDay
from insights.models.cell_day import CellDay
from insights.models.deal_day import DealDay
from insights.models.load_month import LoadMonth
from insights.models.rollup_check import RollUpCheck
from insights.models.type_day import TypeDay

__all__ = ["AnswerDay", "CellDay", "DealDay", "LoadMonth", "RollUpCheck", "TypeDay"]
