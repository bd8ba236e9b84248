"""An Excel workbook, sheet by sheet. Imported only when one is written."""
