"""Magento 1's REST API, as a shop in memory has it."""
