"""Which rule meets which facts, chained to a fixpoint.

``net`` says what a net is and does; ``engine`` chooses one. ``DurableNet`` runs on durable-rules, ``PythonNet`` on
nothing but Python; both give the same matches.
"""
