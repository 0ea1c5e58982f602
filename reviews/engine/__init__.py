"""DD:1.0, the delivery-pain score: facts and a policy version in, a judgement out. Pure."""

from reviews.engine.assessment import Assessment, assess, gate_for
from reviews.engine.interval import Standing, recompute

__all__ = ["Assessment", "Standing", "assess", "gate_for", "recompute"]
