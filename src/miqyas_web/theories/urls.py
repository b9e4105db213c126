from django.urls import path

from miqyas_web.theories.views import canvas, links, nodes, pages, versions

app_name = "theories"
urlpatterns = [
    path("", pages.theory_show, name="theory_show"),
    path("table/", pages.theory_table, name="theory_table"),
    path("quality/", pages.theory_quality, name="theory_quality"),
    path("edit/", pages.theory_edit, name="theory_edit"),
    path("graph.json", canvas.theory_graph, name="theory_graph"),
    path("sync/", canvas.theory_sync, name="theory_sync"),
    path("drawing.svg", pages.theory_drawing, name="theory_drawing"),
    path("thumbnail/", pages.theory_thumbnail, name="theory_thumbnail"),
    path("undo/", nodes.theory_undo, name="theory_undo"),
    path("examples/", pages.example_list, name="example_list"),
    path("examples/<slug:slug>/copy/", pages.example_copy, name="example_copy"),
    path("nodes/create/", nodes.node_create, name="node_create"),
    path("nodes/arrange/", nodes.node_arrange, name="node_arrange"),
    path("nodes/<str:key>/edit/", nodes.node_edit, name="node_edit"),
    path("nodes/<str:key>/delete/", nodes.node_delete, name="node_delete"),
    path("links/create/", links.link_create, name="link_create"),
    path("links/<str:key>/", links.link_show, name="link_show"),
    path("links/<str:key>/edit/", links.link_edit, name="link_edit"),
    path("links/<str:key>/delete/", links.link_delete, name="link_delete"),
    path("versions/", versions.version_list, name="version_list"),
    path("versions/create/", versions.version_create, name="version_create"),
    path("versions/<int:number>/", versions.version_show, name="version_show"),
]
