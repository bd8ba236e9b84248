"""A Word document, part by part. Imported only when one is written."""
