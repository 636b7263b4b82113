"""SOAP in all its modes, and XML-RPC, from the shop's side."""
