"""What runs for long, and not with the other tests: fuzzers of everything that reads what others wrote, and mutants."""
