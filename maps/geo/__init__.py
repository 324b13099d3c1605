"""Where things lie on a page: land, points, the partner map, and GeoJSON."""
