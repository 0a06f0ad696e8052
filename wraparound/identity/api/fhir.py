"""x."""

from django.http import HttpResponse


def metadata(request):
    return HttpResponse("")


def search(request, *, kind):
    return HttpResponse("")


search_posted = search


def read(request, *, kind, id):
    return HttpResponse("")
