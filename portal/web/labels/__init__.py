"""Words for codes and enum members: the only place that turns them into what people read."""
