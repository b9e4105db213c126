"""The functions an expression may call on a phone or in a browser.

Source: ODK XForms specification, "XPath functions" (getodk.github.io/xforms-spec), and what JavaRosa 5.1 carries out.
"""

FUNCTIONS = frozenset(
    {
        *("if", "position", "once", "selected", "selected-at", "count-selected", "jr:choice-name"),
        *("choice-name", "jr:itext", "instance", "current", "concat", "join", "string-length"),
        *("substr", "substring", "substring-before", "substring-after", "contains", "starts-with"),
        *("ends-with", "normalize-space", "normalize", "translate", "string", "number", "boolean"),
        *("boolean-from-string", "not", "true", "false", "lang", "regex", "checklist"),
        *("weighted-checklist", "coalesce", "count", "count-non-empty", "sum", "min", "max", "round"),
        *("int", "abs", "floor", "ceiling", "pow", "log", "log10", "exp", "sqrt", "sin", "cos", "tan"),
        *("asin", "acos", "atan", "atan2", "pi", "random", "number-of-days", "now", "today", "date"),
        *("date-time", "decimal-date-time", "decimal-time", "format-date", "format-date-time", "uuid"),
        *("digest", "randomize", "indexed-repeat", "pulldata", "property", "base64-decode"),
        *("extract-signed", "area", "distance", "enclosed-area", "intersects", "geofence", "depend"),
        *("last", "id", "name", "local-name", "namespace-uri", "relevant", "version", "search"),
        *("nodeset", "text", "node", "comment", "processing-instruction"),
    }
)
