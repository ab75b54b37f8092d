import traceback

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse


def show(request):
    try:
        return load(request)
    except ValueError:
        return HttpResponse(traceback.format_exc(), status=500)  # hit


def save(request):
    try:
        return store(request)
    except ValidationError as error:
        return JsonResponse({"error": str(error)}, status=400)
    except Exception as error:
        return JsonResponse({"error": str(error)}, status=500)  # hit


def remove(request):
    try:
        return delete(request)
    except (KeyError, DatabaseError) as error:
        return HttpResponse(f"failed: {error}", status=500)  # hit


def endpoint():
    try:
        return jsonify(load())
    except Exception as e:
        logger.exception("load failed")
        raise HTTPException(status_code=500, detail=repr(e))  # hit


def kept(request):
    try:
        return load(request)
    except Exception as error:
        logger.error("failed: %s", error)
        text = traceback.format_exc()
        report(text)
        return HttpResponse("Something went wrong.", status=500)


def debugged(request):
    try:
        return load(request)
    except Exception:
        return HttpResponse(traceback.format_exc() if settings.DEBUG else "failed", status=500)


def told(request):
    try:
        return load(request)
    except ShopError as error:
        return JsonResponse({"error": str(error), "code": error.code}, status=409)
