"""What this computer offers a run: cache, helper processes, and where the program's own files are."""
