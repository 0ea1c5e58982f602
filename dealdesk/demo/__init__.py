"""The demo company: its stories (content/), when each part happens, and the telling of them.

Nothing outside of `manage.py load_demo` and `manage.py demo_sign_ins` imports this package.
"""
