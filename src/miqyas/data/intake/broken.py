"""What a ZIP file raises when it is none, is cut, damaged, locked, or packed in a way that is not read."""

import zipfile
import zlib

# An encrypted member is a RuntimeError, an unknown way of packing its subclass NotImplementedError; a bad name or size a
# ValueError.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
