"""The risk summary in the formats that people hand over."""
