"""What asks a live shop: snapshots of its definitions, and tokens."""
