"""Words and context -> an ordered plan. A leaf: knows no agent, no backend, and does no I/O but for one injected await."""
