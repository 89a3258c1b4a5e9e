"""Proofs that the properties of knowledge/safety.yaml hold for every case (the extra `[prove]`)."""
