"""Pure rules on plain values; nothing here knows a database."""
