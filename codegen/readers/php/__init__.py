"""Reading PHP contracts without running PHP."""
