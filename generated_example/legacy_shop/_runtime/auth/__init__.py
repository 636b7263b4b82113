"""Who the client is: kinds of credentials, tokens and OAuth 1.0a signatures."""
