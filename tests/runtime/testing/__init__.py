"""Tests of the shop in memory, module by module."""
