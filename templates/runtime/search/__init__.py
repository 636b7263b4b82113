"""Search criteria, and walking through the pages of what they find."""
