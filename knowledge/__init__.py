"""Content, words and answers: what the assistant knows and how it finds it. No messenger, no database, no clock."""
