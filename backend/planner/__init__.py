"""The language model behind the director, where one is configured: it plans what the grammar is unsure of, and translates captions.

Nothing that it answers is believed: every edit is checked against the timeline and the person's own words before it counts.
"""
