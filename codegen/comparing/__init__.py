"""Two APIs side by side: what changed for callers, and what a shop says otherwise."""
