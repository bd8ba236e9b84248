"""Check deals in batteries and critical raw materials against a dated, cited rulebook."""

__version__ = "0.4.0"
