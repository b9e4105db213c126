"""One design per file, one public function per file."""
