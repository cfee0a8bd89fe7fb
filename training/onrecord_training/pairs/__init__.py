"""The comparer: how two propositions stand to each other, and a vector for one."""
