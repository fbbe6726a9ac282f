"""The words and the pages of records: one record, its replay, and the history of a case."""
