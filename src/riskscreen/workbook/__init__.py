"""Workbooks (.xlsx), read and written; the only room that knows openpyxl."""
