"""The shop in memory of the example packages, as their users test with it."""
