"""Domain verbs over the tables: find, get, list, record, forget; none of them commits."""
