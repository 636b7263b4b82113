"""How a run talks to people and to machines."""
