"""The rulebook's own proof: its examples run, and shown to notice any change of a rule."""
