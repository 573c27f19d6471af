"""From a chart's values to shapes and words with their places."""
