"""Inputs with one nasty feature a file."""
