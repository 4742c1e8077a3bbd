"""Files named by requests to Django."""
import os

from django.http import FileResponse
from django.utils._os import safe_join


def django_view(request):
    return FileResponse(open("/srv/" + os.path.basename(request.GET["name"]), "rb"))


def django_upload(request):
    upload = request.FILES["document"]
    with open(os.path.join("/srv", upload.name), "wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)


def removed(request, name):
    os.remove("/srv/" + os.path.basename(request.POST["name"]))


class Exported:
    def written(self, request):
        with open(f"/srv/{request.headers['X-Name']}.csv", "w") as out:
            out.write("a,b")


def joined(request):
    return FileResponse(open(safe_join("/srv", request.GET["name"]), "rb"))


def chosen(request):
    names = {"terms": "/srv/terms.pdf", "prices": "/srv/prices.pdf"}
    return FileResponse(open(names[request.GET["name"]], "rb"))
