"""The sentences of the ladders in French, Arabic and English: data, no rule."""
