"""Use cases: each takes (uow, clock, *, plain values), works in one transaction, returns an outcome.

A person is `citizen: Address`, the channel and the id they have on it; whether a citizen is on record is
the action's business. `update_key` marks an effect, so that a second run of an update changes nothing.
"""
