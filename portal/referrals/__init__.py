"""Ask for help: one folder for each part of a request's life, in this order; what all of them share lies beside them.

asking      a family asks, and its request is kept
sealing     only its council can read it
delivery    messages about it go out until somebody takes them
promise     two clocks run, and people above are told
casework    a team reads it, reaches the family and closes it
following   the family looks how far it is, and adds to it
records     it is held, deleted, counted, given out as a file
worker      the process that does by the clock what nobody presses a button for
"""
