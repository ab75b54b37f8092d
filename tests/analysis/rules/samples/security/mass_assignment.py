from django.http import JsonResponse

from .models import User


def create(request):
    User.objects.create(**request.POST.dict())  # hit
    User(**request.POST.dict()).save()  # hit
    User.objects.create(name=request.POST["name"])
    User.objects.filter(**{"name": request.POST["name"]})
    User.objects.create(**{"name": request.POST["name"], "active": True})
    return JsonResponse({"created": True})


def change(request, user):
    for name, value in request.POST.items():
        setattr(user, name, value)  # hit
    setattr(user, "name", request.POST["name"])
    for name in ("name", "mail"):
        setattr(user, name, request.POST[name])
    for name, value in request.POST.items():
        if name in {"name", "mail"}:
            setattr(user, name, value)
    return JsonResponse({"changed": True})


def copy(source, target):
    for name, value in vars(source).items():
        setattr(target, name, value)
