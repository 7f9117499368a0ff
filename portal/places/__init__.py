"""Where: postcodes, councils, localities, hubs and distance."""
