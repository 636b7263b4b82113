"""What the generated clients and resources are made of."""
