"""Ordinary scripts, as users write them, against a shop on a real socket."""
