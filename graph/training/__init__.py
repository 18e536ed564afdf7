"""The project that trains and measures the weights shipped in attrigraph/language/weights (not in the wheel)."""
