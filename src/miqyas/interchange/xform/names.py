"""The names XForms use: namespaces, types and controls, and what XLSForm calls them."""

XFORMS = "{http://www.w3.org/2002/xforms}"
XHTML = "{http://www.w3.org/1999/xhtml}"
JAVAROSA = "{http://openrosa.org/javarosa}"

# What the phone fills in by itself: (jr:preload, jr:preloadParams).
PRELOADED: dict[tuple[str, str], str] = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    ("property", "deviceid"): "deviceid",
    ("property", "username"): "username",
    ("property", "email"): "email",
    ("property", "phonenumber"): "phonenumber",
    ("property", "simserial"): "simserial",
    ("property", "subscriberid"): "subscriberid",
}
# The type of an `input`, by the type of its bind.
TYPED: dict[str, str] = {
    "": "text",
    "string": "text",
    "int": "integer",
    "integer": "integer",
    "decimal": "decimal",
    "double": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "datetime": "datetime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
    "boolean": "text",
}
CONTROLLED: dict[str, str] = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "acknowledge",
    "range": "range",
}
UPLOADED: dict[str, str] = {"image": "image", "audio": "audio", "video": "video"}
CONTROLS = frozenset({"input", "secret", "upload", *CONTROLLED})
GROUPS = frozenset({"group", "repeat"})
