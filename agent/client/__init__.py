"""The wire: one client for both backends, which speak the same contract."""
