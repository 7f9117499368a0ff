"""What a family was promised: both clocks in the office's working time, and who above is told when one of them still runs."""
