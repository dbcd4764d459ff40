"""What staff do in the conversation; nobody else is shown that it exists.

Every handler names the act it needs, with `Requires(Act.…)` as the last filter where it is registered.
"""
