"""A made-up company whose true pain is known: a goal for the code, not evidence about the world.

Source: docs/scoring.md, section 9. All sizes and chances are drawn from seeds.
"""
