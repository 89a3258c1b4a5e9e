"""Expressions over variables: parse, evaluate, compile, prove. Knows nothing of medicine."""
