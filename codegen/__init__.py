"""Generates typed Python API clients for Magento from its own definitions."""
