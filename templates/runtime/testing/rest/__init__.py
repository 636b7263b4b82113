"""Magento 2's REST API from the shop's side."""
