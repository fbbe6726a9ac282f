"""What a picture shows, as columns, before anything is drawn; no library is needed for it."""
