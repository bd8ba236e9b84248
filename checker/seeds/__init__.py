"""Fact sheets: what each source document states, and the proof that the sheet still fits the document."""
