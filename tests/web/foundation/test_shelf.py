from hashlib import sha256

from miqyas_web.foundation import shelf


def test_bytes_are_kept_under_their_hash_and_once(tmp_path):
    name = shelf.keep(tmp_path, b"photo")
    assert name == sha256(b"photo").hexdigest()
    assert shelf.keep(tmp_path, b"photo") == name
    assert shelf.path_of(tmp_path, name).read_bytes() == b"photo"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]
