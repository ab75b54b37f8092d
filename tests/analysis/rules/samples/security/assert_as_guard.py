from flask import request


def delete(user, post):
    assert user.is_superuser  # hit
    assert user.has_perm("posts.delete"), "not allowed"  # hit
    assert is_authorized(user, post)  # hit
    assert user.is_authenticated and post.author == user  # hit
    assert hmac.compare_digest(signature, expected)  # hit
    assert api_key == settings.API_KEY  # hit
    assert "name" in request.form  # hit
    assert int(request.args["page"]) > 0  # hit
    post.delete()


def show(request, identifier):
    assert "page" in request.GET  # hit
    return render(request, identifier)


def send(curl, request):
    assert not request.body
    return curl


def keep(user, post, items):
    assert user is not None
    assert isinstance(post, Post)
    assert post.id is not None and user.id is not None
    assert items, "an empty list is sorted out by the caller"
    assert len(items) == len(set(items))
    assert request.user is not None
    assert callable(post.render)
    assert post.state in {"draft", "published"}
    assert index >= 0
    assert False, "unreachable"
    if not user.is_superuser:
        raise PermissionDenied
    return items
