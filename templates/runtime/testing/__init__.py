"""A shop in memory for the tests of those who use a client: it answers real requests, and opens no connection."""
