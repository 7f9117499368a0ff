"""A request is sealed to its council: the public key writes, only the private key reads."""
