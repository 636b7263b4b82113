"""Mutation testing of the runtime and of freshness: `python -m tests.campaign.mutation` (extra `mutation`)."""
