"""What others have, as the draft of a definition: code books (CSV) and XLSForm workbooks."""
