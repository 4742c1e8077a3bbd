"""Shapes that no table of forms makes: programs as people write them."""
SHAPES = []
