"""Servers that the tests call."""
