"""Generates typed Python API clients for Magento from its own definitions."""

__version__ = "0.1.0"
