"""The delivery worker, the process that does by the clock what nobody presses a button for."""
