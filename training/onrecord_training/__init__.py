"""From annotated reports to the weights that onrecord ships."""
