"""The conversation: from a typed sentence to events that a front end shows."""

__version__ = "1.0.0"
