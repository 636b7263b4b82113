"""The same scripts, awaited."""
