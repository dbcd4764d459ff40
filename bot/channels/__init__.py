"""Channels: where updates come from and where replies are drawn."""
