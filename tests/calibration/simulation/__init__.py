"""A made-up company whose true pain is known: a goal for the code, not evidence about the world.

Source: docs/outcomes.md, section 3. All sizes and chances are drawn from seeds.
"""
