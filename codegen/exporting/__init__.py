"""The API in the formats of others: OpenAPI, tool definitions, a reference to browse."""
