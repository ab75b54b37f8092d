from django.shortcuts import render


def order(request, name):
    size = 5
    return render(request, "order.html", locals())  # hit


def line(request, name):
    return render(request, "line.html", context=locals())  # hit


def right(request, name):
    size = 5
    return render(request, "order.html", {"name": name, "size": size})


def other(name):
    return "{name}".format(**locals())
