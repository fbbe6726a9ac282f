"""Strict JSON: bytes to plain values, plain values to canonical bytes and to text for people."""
