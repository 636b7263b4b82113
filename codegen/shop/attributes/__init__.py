"""The snapshot of a shop's attributes, as `attributes.json` keeps it (`schemas/attributes.schema.json`)."""
