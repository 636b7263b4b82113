"""Tests of SOAP and XML-RPC from the side of a shop in memory."""
