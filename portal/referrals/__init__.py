"""Ask for help: answers, drafts, sealing, submit, delivery, the two clocks, the team's inbox and retention."""
