"""From questionnaires and answers to the science and back: the only door of the room to `miqyas`."""
