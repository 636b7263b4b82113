"""What runs for long: fuzzers of everything that reads what others wrote."""
