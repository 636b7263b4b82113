"""Tests of the command line, mostly through a process of its own."""
