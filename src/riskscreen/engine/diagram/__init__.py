"""Decision diagrams: functions of the answers, in which equal functions are one node."""
