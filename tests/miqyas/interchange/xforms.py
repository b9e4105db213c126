"""Small XForms of our own: what pyxform does not write, but another program may."""

SHELL = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<h:head><h:title>{title}</h:title><model>{itext}<instance>{instance}</instance>{others}{binds}</model></h:head>
<h:body>{body}</h:body></h:html>"""


def xform(instance, *, body="", binds="", itext="", others="", title="Essai"):
    """Return a form of these parts, as bytes."""
    return SHELL.format(
        title=title, itext=itext, instance=instance, others=others, binds=binds, body=body
    ).encode()


def age_form(**attributes):
    """Return a form of one question."""
    given = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return xform(
        f"<data {given}><age/></data>",
        binds='<bind nodeset="/data/age" type="int"/>',
        body='<input ref="/data/age"><label>Âge</label></input>',
    )
