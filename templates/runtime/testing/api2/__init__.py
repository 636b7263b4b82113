"""Magento 1's REST API from the shop's side."""
