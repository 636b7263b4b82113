"""An Api as plain data: the document that `inspect` prints and the lock's short form of it."""
