"""What help there is: curated services, organizations and needs, loaded from YAML and checked."""
