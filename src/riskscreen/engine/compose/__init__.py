"""From a definition to diagrams: the one place that knows what each kind of scale and condition means."""
