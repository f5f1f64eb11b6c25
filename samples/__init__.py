"""The clip that `video-jobs demo` edits, and its subtitles."""
