"""Fuzzers of everything that reads what others wrote: `python -m tests.campaign.fuzz --help`.

`mutation` makes a new input of a seed; `definitions`, `packages` and `answers` say what is read, from which seeds, and
which exceptions are an answer; `targets` lists them; `campaign` runs one and counts.
"""
