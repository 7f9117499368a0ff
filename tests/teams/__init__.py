"""Who answers, who may sign in, and for how long."""
