"""The web chat: a page that this process serves, and a WebSocket that carries the conversation."""
