"""From values to text: templates, escaping of input text, imports and line layout."""
